/** 现场登记: the guard types, the contact is rung in WeChat and decides, the guard lets pass. */
import { listGates, listWalkIns, registerWalkIn, scan } from '../../../api/gate'
import type { Contact, ScanIn } from '../../../api/gate-types'
import { readForm } from '../../../api/visitor'
import { pageStyle } from '../../../lib/config'
import { showFirstWrong } from '../../../lib/first-wrong'
import { freshKey } from '../../../lib/keys'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready } from '../../../lib/session'
import { load, save } from '../../../lib/storage'
import { KEPT_PLACE, type Place, placeOf } from '../place'
import { turnAway } from '../refusing'
import { type Verdict, verdictOf } from '../scan/model'
import { signal } from '../signal'
import { anyWaiting, type Card, cardOf } from './became'
import * as model from './model'

type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>
type Typing = WechatMiniprogram.CustomEvent<{ value: string }, object, { field: 'visitor_name' | 'phone' | 'purpose' }>
type Picked<T> = WechatMiniprogram.CustomEvent<{ value: T }>

const EVERY_MS = 5_000
let asking: ReturnType<typeof setInterval> | undefined

function stopAsking(): void {
  if (asking !== undefined) clearInterval(asking)
  asking = undefined
}

Page({
  data: {
    style: '',
    tabs: [{ value: 'form', label: '登记' }, { value: 'list', label: '今日登记' }],
    tab: 'form',
    problem: null as Problem | null,
    place: null as Place | null,
    notice: null as model.Notice | null,
    limits: { companions_max: 0 },
    typed: model.BLANK,
    stays: model.STAYS,
    purposes: model.PURPOSES,
    wrong: {} as model.Wrong,
    failure: '',
    working: false,
    choosing: false,
    plating: false,
    reading: false,
    cards: [] as Card[],
    listed: false,
    /** The scan that was answered, for a repeat with a reason. */
    given: null as ScanIn | null,
    verdict: null as Verdict | null,
  },
  onLoad() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  onShow() {
    // The contact decides meanwhile: what waits is looked at every few seconds while the page is open.
    stopAsking()
    asking = setInterval(() => {
      if (this.data.tab === 'list' && anyWaiting(this.data.cards)) void this.list()
    }, EVERY_MS)
  },
  onHide: stopAsking,
  onUnload: stopAsking,
  onPullDownRefresh() {
    return (this.data.tab === 'list' ? this.list() : this.load()).then(() => wx.stopPullDownRefresh())
  },
  async load() {
    try {
      await ready()
      const [gates, { notice, limits }] = await Promise.all([listGates(), readForm('temporary')])
      this.setData({ place: placeOf(gates.items, load<Place>(KEPT_PLACE)), notice, limits, problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  choose(event: Picked<string>) {
    this.setData({ tab: event.detail.value })
    if (event.detail.value === 'list') return this.list()
  },
  async list() {
    try {
      const { items } = await listWalkIns()
      this.setData({ cards: items.map((walkIn) => cardOf(walkIn, Date.now())), listed: true, problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  change(changed: Partial<model.Typed>) {
    this.setData({ typed: { ...this.data.typed, ...changed }, wrong: {}, failure: '' })
  },
  type(event: Typing) {
    this.change({ [event.currentTarget.dataset.field]: event.detail.value })
  },
  pick(event: Tap<{ field: 'purpose' | 'stay'; value: string }>) {
    const { field, value } = event.currentTarget.dataset
    this.change({ [field]: value })
  },
  identify(event: Picked<model.Typed['document']>) {
    this.change({ document: event.detail.value })
  },
  accompany(event: Picked<model.Typed['companions']>) {
    this.change({ companions: event.detail.value })
  },
  open(event: Tap<{ what: 'choosing' | 'plating' | 'reading' }>) {
    const { what } = event.currentTarget.dataset
    this.setData({ [what]: !this.data[what] })
  },
  close() {
    this.setData({ choosing: false, plating: false })
  },
  contact(event: Picked<Contact>) {
    this.change({ contact: event.detail.value })
    this.close()
  },
  plate(event: WechatMiniprogram.CustomEvent<{ plate: string }>) {
    this.change({ plate: event.detail.plate })
    this.close()
  },
  consent() {
    this.change({ consented: !this.data.typed.consented })
  },
  async register() {
    const { typed, place, notice, working } = this.data
    if (working || !place || !notice) return
    const now = Date.now()
    const wrong = model.wrongIn(typed, now)
    if (wrong) {
      this.setData({ wrong, failure: '还有几项没有填好，请看红色的提示。' })
      showFirstWrong(wrong)
      return
    }
    this.setData({ working: true, failure: '' })
    try {
      await registerWalkIn(model.bodyOf(typed, place.gateId, notice, now))
      save(KEPT_PLACE, place)
      this.setData({ typed: model.BLANK, tab: 'list' })
      await this.list()
    } catch (thrown) {
      const refusal = model.wrongOf(asProblem(thrown))
      this.setData(refusal)
      showFirstWrong(refusal.wrong)
    } finally {
      this.setData({ working: false })
    }
  },
  /** The contact has agreed: the visitor's own short code lets them in. */
  admit(event: Tap<{ code: string; tail: string }>) {
    const { code, tail } = event.currentTarget.dataset
    const { place } = this.data
    if (place) return this.send({ code, phone_tail: tail, gate_id: place.gateId, direction: 'in', nonce: freshKey() })
  },
  async send(given: ScanIn) {
    if (this.data.working) return
    this.setData({ working: true, given })
    try {
      const verdict = verdictOf(await scan(given), given.direction, Date.now())
      this.setData({ verdict })
      signal(verdict.admitted)
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none', duration: 3000 })
    } finally {
      this.setData({ working: false })
    }
  },
  override(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
    const { given } = this.data
    if (given) return this.send({ ...given, nonce: freshKey(), override: { reason: event.detail.reason } })
  },
  refuse(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
    return turnAway(this, event.detail.reason)
  },
  leaveVerdict() {
    this.setData({ verdict: null })
    return this.list()
  },
  scanNext() {
    wx.redirectTo({ url: '/packages/gate/scan/index' })
  },
})
