/** 扫码核验: one large button, one clear answer. */
import { listGates, scan } from '../../../api/gate'
import type { Direction, ScanIn } from '../../../api/gate-types'
import type { Ref } from '../../../api/types'
import { pageStyle } from '../../../lib/config'
import { freshKey } from '../../../lib/keys'
import { asProblem, type Problem } from '../../../lib/problem'
import { can, ready } from '../../../lib/session'
import { load, save } from '../../../lib/storage'
import { KEPT_PLACE, type Place, placeOf } from '../place'
import { turnAway } from '../refusing'
import { signal } from '../signal'
import { lastWords, type Verdict, verdictOf } from './model'

type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>

Page({
  data: {
    style: '',
    known: false,
    allowed: false,
    problem: null as Problem | null,
    gates: [] as Ref[],
    place: null as Place | null,
    typing: false,
    working: false,
    /** The scan on its way or answered, for a repeat under the same name. */
    given: null as ScanIn | null,
    verdict: null as Verdict | null,
    /** Why there is no verdict. */
    failure: '',
    last: '',
  },
  onLoad() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  onShow() {
    wx.setKeepScreenOn({ keepScreenOn: true })
  },
  onHide() {
    wx.setKeepScreenOn({ keepScreenOn: false })
  },
  onUnload() {
    wx.setKeepScreenOn({ keepScreenOn: false })
  },
  async load() {
    try {
      await ready()
      const allowed = can('gate:scan')
      const gates = allowed ? (await listGates()).items : []
      this.setData({ known: true, allowed, gates, place: placeOf(gates, load<Place>(KEPT_PLACE)), problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  stand(changed: Partial<Place>) {
    const { place } = this.data
    if (!place) return
    this.setData({ place: { ...place, ...changed } })
    save(KEPT_PLACE, this.data.place)
  },
  pickGate(event: WechatMiniprogram.PickerChange) {
    const gate = this.data.gates[Number(event.detail.value)]
    if (gate) this.stand({ gateId: gate.id, gateName: gate.name })
  },
  pickDirection(event: Tap<{ direction: Direction }>) {
    this.stand({ direction: event.currentTarget.dataset.direction })
  },
  scan() {
    if (this.data.working) return
    this.setData({ verdict: null, failure: '' })
    wx.scanCode({
      onlyFromCamera: true,
      scanType: ['qrCode'],
      success: ({ result }) => void this.check({ code: result }),
    })
  },
  typeCode() {
    this.setData({ typing: true, verdict: null, failure: '' })
  },
  closeTyping() {
    this.setData({ typing: false })
  },
  typed(event: WechatMiniprogram.CustomEvent<{ code: string; tail: string }>) {
    const { code, tail } = event.detail
    this.setData({ typing: false })
    return this.check({ code, phone_tail: tail })
  },
  override(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
    const { given } = this.data
    if (!given) return
    return this.check({ code: given.code, phone_tail: given.phone_tail, override: { reason: event.detail.reason } })
  },
  async refuse(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
    const away = await turnAway(this, event.detail.reason)
    if (away) this.setData({ last: lastWords(away, 'in', Date.now()) })
  },
  check(read: Pick<ScanIn, 'code' | 'phone_tail' | 'override'>) {
    const { place } = this.data
    if (!place) return
    return this.send({ ...read, gate_id: place.gateId, direction: place.direction, nonce: freshKey() })
  },
  again() {
    const { given } = this.data
    if (given) return this.send(given)
  },
  async send(given: ScanIn) {
    if (this.data.working) return
    this.setData({ working: true, given, failure: '' })
    try {
      const verdict = verdictOf(await scan(given), given.direction, Date.now())
      this.setData({ verdict, last: lastWords(verdict, given.direction, Date.now()) })
      signal(verdict.admitted)
    } catch (thrown) {
      this.setData({ verdict: null, failure: asProblem(thrown).detail })
    } finally {
      this.setData({ working: false })
    }
  },
  close() {
    this.setData({ verdict: null, failure: '' })
  },
  open(event: Tap<{ url: string }>) {
    wx.navigateTo({ url: event.currentTarget.dataset.url })
  },
  bind() {
    wx.navigateTo({ url: '/packages/staff/bind/index' })
  },
})
