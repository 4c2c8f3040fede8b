/** 今日访客: who is expected today, who is inside, and finding one of them. */
import { listExpected, listGates, listPresent, scanByHand, search } from '../../../api/gate'
import type { ManualScanIn } from '../../../api/gate-types'
import { pageStyle } from '../../../lib/config'
import { freshKey } from '../../../lib/keys'
import { goOn, type Listed } from '../../../lib/listing'
import { asProblem, type Problem } from '../../../lib/problem'
import { can, ready } from '../../../lib/session'
import { load } from '../../../lib/storage'
import { KEPT_PLACE, type Place, placeOf } from '../place'
import { turnAway } from '../refusing'
import { type Verdict, verdictOf } from '../scan/model'
import { signal } from '../signal'
import { askWords, BY_HAND, emptyOf, expectedRow, hitRow, presentRow, type Row, TABS, type Tab, tabOf, unknownRow } from './model'

const SEARCH_PAUSE_MS = 400

async function list(tab: Tab, after?: string | null): Promise<Listed<Row>> {
  const now = Date.now()
  if (tab === 'present') {
    const page = await listPresent(after)
    const unknown = page.unidentified.map((row) => unknownRow(row, now))
    return { rows: [...unknown, ...page.items.map((row) => presentRow(row, now))], next: page.next }
  }
  const page = await listExpected(after)
  return { rows: page.items.map((visit) => expectedRow(visit, now)), next: page.next }
}

async function find(q: string): Promise<Listed<Row>> {
  const { items } = await search(q)
  return { rows: items.map((hit) => hitRow(hit, Date.now())), next: null }
}

Page({
  data: {
    style: '',
    tabs: TABS,
    tab: 'expected' as Tab,
    q: '',
    rows: [] as Row[],
    next: null as string | null,
    loading: true,
    problem: null as Problem | null,
    empty: emptyOf('expected'),
    given: null as ManualScanIn | null,
    verdict: null as Verdict | null,
    working: false,
  },
  onLoad({ tab }: { tab?: string }) {
    this.setData({ tab: tabOf(tab), empty: emptyOf(tabOf(tab)) })
  },
  onShow() {
    this.setData({ style: pageStyle() })
    return this.reload()
  },
  onPullDownRefresh() {
    return this.reload().then(() => wx.stopPullDownRefresh())
  },
  onReachBottom() {
    return this.more()
  },
  choose(event: WechatMiniprogram.CustomEvent<{ value: Tab }>) {
    const tab = event.detail.value
    this.setData({ tab, q: '', empty: emptyOf(tab), rows: [], next: null, loading: true, problem: null })
    return this.reload()
  },
  type(event: WechatMiniprogram.Input) {
    const q = event.detail.value
    this.setData({ q })
    setTimeout(() => {
      if (q === this.data.q) void this.reload()
    }, SEARCH_PAUSE_MS)
  },
  clear() {
    this.setData({ q: '' })
    return this.reload()
  },
  async reload() {
    const { tab, q } = this.data
    const asked = q.trim()
    const current = (): boolean => tab === this.data.tab && q === this.data.q
    try {
      await ready()
      const found = await (asked ? find(asked) : list(tab))
      // Another tab or other words were chosen meanwhile: their own answer is on the way.
      if (current()) this.setData({ ...found, problem: null, loading: false })
    } catch (thrown) {
      if (current()) this.setData({ problem: asProblem(thrown), rows: [], next: null, loading: false })
    }
  },
  /** Without a phone, or with a broken one: the guard looks at the document and lets pass by hand. */
  byHand(event: WechatMiniprogram.TouchEvent<object, object, { place: number }>) {
    const row = this.data.rows[event.currentTarget.dataset.place]
    if (!row?.direction || !can('gate:scan')) return
    wx.showActionSheet({
      alertText: askWords(row),
      itemList: BY_HAND,
      success: ({ tapIndex }) => void this.pass(row, BY_HAND[tapIndex] ?? ''),
    })
  },
  async pass({ key, direction }: Row, reason: string) {
    if (!direction) return
    const gates = await listGates().catch(() => ({ items: [] }))
    const place = placeOf(gates.items, load<Place>(KEPT_PLACE))
    if (!place) {
      wx.showToast({ title: '没有连上服务器，请稍后再试。', icon: 'none' })
      return
    }
    await this.send({ visit_id: key, reason, gate_id: place.gateId, direction, nonce: freshKey() })
  },
  async send(given: ManualScanIn) {
    if (this.data.working) return
    this.setData({ working: true, given })
    try {
      const verdict = verdictOf(await scanByHand(given), given.direction, Date.now())
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
  close() {
    this.setData({ verdict: null })
    return this.reload()
  },
  scan() {
    wx.redirectTo({ url: '/packages/gate/scan/index' })
  },
  more() {
    const { tab } = this.data
    return goOn(this, (after) => list(tab, after), () => tab === this.data.tab && !this.data.q)
  },
})
