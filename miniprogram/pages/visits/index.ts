/** 我的预约申请: the visitor's applications by outcome. */
import { countVisits, listVisits } from '../../api/visitor'
import type { VisitTab } from '../../api/types'
import { cardView, type CardView } from '../../components/visit-card/model'
import { pageStyle } from '../../lib/config'
import { goOn } from '../../lib/listing'
import { asProblem, type Problem } from '../../lib/problem'
import { ready } from '../../lib/session'
import { emptyWords, tabViews } from './model'

type OfVisit = WechatMiniprogram.CustomEvent<{ id: string }>

Page({
  data: {
    style: '',
    tab: 'approved' as VisitTab,
    tabs: tabViews({}),
    rows: [] as CardView[],
    next: null as string | null,
    loading: true,
    problem: null as Problem | null,
    empty: emptyWords('approved'),
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
  choose(event: WechatMiniprogram.CustomEvent<{ value: VisitTab }>) {
    const tab = event.detail.value
    this.setData({ tab, empty: emptyWords(tab), rows: [], next: null, loading: true, problem: null })
    return this.reload()
  },
  async reload() {
    const { tab } = this.data
    try {
      await ready()
      const [page, counts] = await Promise.all([listVisits(tab), countVisits()])
      // Another tab was chosen meanwhile: its own answer is on the way.
      if (tab !== this.data.tab) return
      const rows = page.items.map((visit) => cardView(visit, Date.now()))
      this.setData({ rows, next: page.next, tabs: tabViews(counts), problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    } finally {
      this.setData({ loading: false })
    }
  },
  more() {
    const { tab } = this.data
    const read = async (after: string) => {
      const page = await listVisits(tab, after)
      return { rows: page.items.map((visit) => cardView(visit, Date.now())), next: page.next }
    }
    return goOn(this, read, () => tab === this.data.tab)
  },
  open(event: OfVisit) {
    wx.navigateTo({ url: `/packages/visitor/visit/index?id=${event.detail.id}` })
  },
  showPass(event: OfVisit) {
    wx.navigateTo({ url: `/packages/visitor/pass/index?id=${event.detail.id}` })
  },
  apply() {
    wx.navigateTo({ url: '/packages/visitor/invitation/index' })
  },
})
