/** 审批: one case, opened from a message or the inbox; by `visit` it is only read. */
import { countTasks, decide, fetchFile, listTasks, readCase, readVisitAsStaff } from '../../../api/staff'
import type { Act, Decided } from '../../../api/staff-types'
import { pageStyle } from '../../../lib/config'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready } from '../../../lib/session'
import { ACTS, furtherActs } from './acts'
import { afterwards, lostRace, type Shown, shownOf } from './model'

type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>
type Sent = WechatMiniprogram.CustomEvent<{ act: Act; body: object }>

Page({
  data: {
    style: '',
    /** The task's id; empty where the case is only read. */
    id: '',
    visitId: '',
    self: '',
    shown: null as Shown | null,
    actions: [] as Act[],
    further: furtherActs([]),
    problem: null as Problem | null,
    /** What the sheet asks about. */
    act: '' as Act | '',
    busy: false,
    /** Somebody was faster. */
    lost: '',
    done: null as { word: string; what: string } | null,
    next: '',
    left: 0,
  },
  onLoad({ id = '', visit = '' }: { id?: string; visit?: string }) {
    this.setData({ id, visitId: visit, style: pageStyle() })
    return this.load()
  },
  onPullDownRefresh() {
    return this.load().then(() => wx.stopPullDownRefresh())
  },
  async load() {
    const { id, visitId } = this.data
    try {
      const person = await ready()
      const found = id
        ? await readCase(id)
        : { visit: await readVisitAsStaff(visitId), actions: [], visits_this_week: 0 }
      const { actions } = found
      this.setData({ shown: shownOf(found, Date.now()), actions, further: furtherActs(actions), self: person.staff?.id ?? '', problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  ask(event: Tap<{ act: Act }>) {
    this.setData({ act: event.currentTarget.dataset.act, lost: '' })
  },
  more() {
    const { further } = this.data
    wx.showActionSheet({
      itemList: further.map(({ label }) => label),
      success: ({ tapIndex }) => this.setData({ act: further[tapIndex]?.act ?? '', lost: '' }),
    })
  },
  cancel() {
    this.setData({ act: '' })
  },
  async decide(event: Sent) {
    const { act, body } = event.detail
    this.setData({ busy: true })
    try {
      await this.decided(act, await decide(this.data.id, act, body))
    } catch (thrown) {
      await this.refused(asProblem(thrown))
    } finally {
      this.setData({ busy: false })
    }
  },
  async decided(act: Act, { task, visit }: Decided) {
    this.setData({ act: '' })
    if (act === 'recall') return this.reopened(visit.id)
    this.setData({ done: { word: ACTS[act].done, what: afterwards(task, visit) } })
    await this.lookAhead()
  },
  /** What was recalled waits again, as a new task of the same visit. */
  async reopened(visitId: string) {
    wx.showToast({ title: ACTS.recall.done, icon: 'none' })
    const todo = await listTasks('todo').catch(() => null)
    this.setData({ id: todo?.items.find(({ visit }) => visit.id === visitId)?.id ?? this.data.id })
    return this.load()
  },
  /** Which case is next; without an answer the way back to the list is offered alone. */
  async lookAhead() {
    const [todo, counts] = await Promise.all([listTasks('todo'), countTasks()]).catch(() => [null, null] as const)
    this.setData({ next: todo?.items[0]?.id ?? '', left: counts?.todo ?? 0 })
  },
  /** A conflict is news about the case; anything else leaves the sheet open with what was typed. */
  async refused(problem: Problem) {
    if (problem.status !== 409) {
      wx.showToast({ title: problem.detail, icon: 'none', duration: 3000 })
      return
    }
    this.setData({ act: '', lost: lostRace(problem, Date.now()) })
    await this.load()
  },
  goOn() {
    const { next } = this.data
    this.setData({ id: next, done: null, next: '', lost: '', shown: null, actions: [], further: [] })
    return this.load()
  },
  leave() {
    if (getCurrentPages().length > 1) wx.navigateBack()
    else wx.redirectTo({ url: '/packages/staff/inbox/index' })
  },
  async look(event: Tap<{ file: string }>) {
    const { id, visitId } = this.data
    try {
      const of = id ? `/staff/approvals/${id}` : `/staff/visits/${visitId}`
      const urls = [await fetchFile(of, event.currentTarget.dataset.file)]
      wx.previewImage({ urls, fail: () => wx.showToast({ title: '这个文件不是图片，请在电脑上查看。', icon: 'none' }) })
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
  bind() {
    wx.navigateTo({ url: '/packages/staff/bind/index' })
  },
})
