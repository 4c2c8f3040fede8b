/** 预约详情: where an application stands, what it says, and what its visitor may do. */
import type { Visit } from '../../../api/types'
import { readVisit, urgeVisit, withdrawVisit } from '../../../api/visitor'
import { stepViews, type StepView } from '../../../components/approval-timeline/model'
import { pageStyle } from '../../../lib/config'
import { asProblem, type Problem } from '../../../lib/problem'
import { download } from '../../../lib/request'
import { ready } from '../../../lib/session'
import { actionsOf, bandView, historyView, picturesOf, rowsOf, type Act, type Picture, type Row } from './model'

Page({
  data: {
    style: '',
    loading: true,
    problem: null as Problem | null,
    shown: false,
    band: { word: '', tone: 'default', sentence: '' },
    rows: [] as Row[],
    pictures: [] as Picture[],
    steps: [] as StepView[],
    history: [] as ReturnType<typeof historyView>,
    actions: actionsOf({ actions: [] }),
    sent: false,
    busy: '',
    withdrawing: false,
    reasons: ['行程有变', '改期再来', '填写有误'],
  },
  id: '',

  onLoad(query) {
    this.id = query.id ?? ''
    this.setData({ sent: query.sent === '1' })
  },
  onShow() {
    this.setData({ style: pageStyle() })
    return this.reload()
  },
  onPullDownRefresh() {
    return this.reload().then(() => wx.stopPullDownRefresh())
  },
  async reload() {
    try {
      await ready()
      this.show(await readVisit(this.id))
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    } finally {
      this.setData({ loading: false })
    }
  },
  show(visit: Visit) {
    const now = Date.now()
    this.setData({
      shown: true,
      problem: null,
      band: bandView(visit, now),
      rows: rowsOf(visit, now),
      pictures: picturesOf(visit),
      steps: stepViews(visit.flow, now),
      history: historyView(visit.history, now),
      actions: actionsOf(visit),
    })
  },
  act() {
    const act = this.data.actions.main?.act as Act
    if (act === 'show_pass') wx.navigateTo({ url: `/packages/visitor/pass/index?id=${this.id}` })
    else if (act === 'repair') wx.navigateTo({ url: `/packages/visitor/apply/index?visit=${this.id}` })
    else return this.attempt('urge', () => urgeVisit(this.id), '已提醒审批人')
    return undefined
  },
  openWithdraw() {
    this.setData({ withdrawing: true })
  },
  closeWithdraw() {
    this.setData({ withdrawing: false })
  },
  withdraw(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
    return this.attempt('withdraw', () => withdrawVisit(this.id, event.detail.reason), '已撤回预约')
  },
  /** An act of the visitor; whatever comes of it, the page then shows what is so now. */
  async attempt(act: Act, work: () => Promise<Visit>, done: string) {
    if (this.data.busy) return
    this.setData({ busy: act })
    try {
      this.show(await work())
      this.setData({ withdrawing: false, sent: false })
      wx.showToast({ title: done, icon: 'success' })
    } catch (thrown) {
      const problem = asProblem(thrown)
      wx.showToast({ title: problem.detail, icon: 'none' })
      if (problem.status === 409) await this.reload()
      if (!problem.unanswered) this.setData({ withdrawing: false })
    } finally {
      this.setData({ busy: '' })
    }
  },
  async look(event: WechatMiniprogram.TouchEvent<object, object, { path: string }>) {
    try {
      wx.previewImage({ urls: [await download(event.currentTarget.dataset.path)] })
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
})
