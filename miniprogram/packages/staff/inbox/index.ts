/** 审批: what waits for me, what I decided, what I started, what was copied to me. */
import { countTasks, listTasks } from '../../../api/staff'
import type { Box, Counts } from '../../../api/staff-types'
import { pageStyle } from '../../../lib/config'
import { goOn } from '../../../lib/listing'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready } from '../../../lib/session'
import { boxOf, emptyOf, type Row, rowOf, tabsOf } from './model'

Page({
  data: {
    style: '',
    box: 'todo' as Box,
    tabs: tabsOf(null),
    rows: [] as Row[],
    next: null as string | null,
    loading: true,
    problem: null as Problem | null,
    empty: emptyOf('todo'),
  },
  onLoad({ box }: { box?: string }) {
    this.setData({ box: boxOf(box), empty: emptyOf(boxOf(box)) })
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
  choose(event: WechatMiniprogram.CustomEvent<{ value: Box }>) {
    const box = event.detail.value
    this.setData({ box, empty: emptyOf(box), rows: [], next: null, loading: true, problem: null })
    return this.reload()
  },
  async reload() {
    const { box } = this.data
    try {
      await ready()
      const [page, counts] = await Promise.all([listTasks(box), countTasks()])
      // Another tab was chosen meanwhile: its own answer is on the way.
      if (box === this.data.box) this.show(page, counts)
    } catch (thrown) {
      if (box === this.data.box) this.setData({ problem: asProblem(thrown), loading: false })
    }
  },
  show(page: Awaited<ReturnType<typeof listTasks>>, counts: Counts) {
    const rows = page.items.map((task) => rowOf(this.data.box, task, Date.now()))
    this.setData({ rows, next: page.next, tabs: tabsOf(counts), problem: null, loading: false })
  },
  more() {
    const { box } = this.data
    const read = async (after: string) => {
      const page = await listTasks(box, after)
      return { rows: page.items.map((task) => rowOf(box, task, Date.now())), next: page.next }
    }
    return goOn(this, read, () => box === this.data.box)
  },
  open(event: WechatMiniprogram.CustomEvent<{ url: string }>) {
    wx.navigateTo({ url: event.detail.url })
  },
  bind() {
    wx.navigateTo({ url: '/packages/staff/bind/index' })
  },
})
