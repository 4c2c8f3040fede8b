/** 我的预约申请: the visitor's applications by outcome. */
import { countVisits, listVisits } from '../../api/visitor'
import type { VisitTab } from '../../api/types'
import { cardView, type CardView } from '../../components/visit-card/model'
import { pageStyle } from '../../lib/config'
import { asProblem, type Problem } from '../../lib/problem'
import { ready } from '../../lib/session'
import { emptyWords, tabViews } from './model'

type OfVisit = WechatMiniprogram.CustomEvent<{ id: string }>

Page({
  data: {
    style: '',
    tab: 'approved' as VisitTab,
    tabs: tabViews({}),
    cards: [] as CardView[],
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
    this.setData({ tab, empty: emptyWords(tab), cards: [], next: null, loading: true, problem: null })
    return this.reload()
  },
  async reload() {
    const { tab } = this.data
    try {
      await ready()
      const [page, counts] = await Promise.all([listVisits(tab), countVisits()])
      // Another tab was chosen meanwhile: its own answer is on the way.
      if (tab !== this.data.tab) return
      const cards = page.items.map((visit) => cardView(visit, Date.now()))
      this.setData({ cards, next: page.next, tabs: tabViews(counts), problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    } finally {
      this.setData({ loading: false })
    }
  },
  async more() {
    const { tab, next, cards } = this.data
    if (!next) return
    this.setData({ next: null })
    try {
      const page = await listVisits(tab, next)
      if (tab !== this.data.tab) return
      const added = page.items.map((visit) => cardView(visit, Date.now()))
      this.setData({ cards: [...cards, ...added], next: page.next })
    } catch (thrown) {
      this.setData({ next })
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
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
