/** 访客码: shown at the gate. Goes on without a network for the day; bright and awake while it is open. */
import { readPass, readVisit } from '../../../api/visitor'
import { pageStyle } from '../../../lib/config'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready } from '../../../lib/session'
import { forget, load, save } from '../../../lib/storage'
import { cardView, isStale, liveView, snapshotOf, type Snapshot } from './model'

const TICK_MS = 1000
// How soon an open page learns that the pass was used or taken back.
const REFRESH_MS = 20_000

Page({
  data: {
    style: '',
    loading: true,
    problem: null as Problem | null,
    card: null as ReturnType<typeof cardView> | null,
    view: null as ReturnType<typeof liveView> | null,
    /** When the server was last heard, while it cannot be reached. */
    offline: false,
  },
  id: '',
  snapshot: null as Snapshot | null,
  heard: 0,
  asking: false,
  timer: 0,
  brightness: -1,

  onLoad(query) {
    this.id = query.id ?? ''
    this.snapshot = load<Snapshot>(`pass:${this.id}`)
  },
  onShow() {
    this.setData({ style: pageStyle() })
    if (this.snapshot) this.showCard()
    this.timer = setInterval(() => this.tick(), TICK_MS) as unknown as number
    wx.setKeepScreenOn({ keepScreenOn: true })
    wx.onUserCaptureScreen(warnOfCapture)
    return this.reload()
  },
  onHide() {
    this.rest()
  },
  onUnload() {
    this.rest()
  },
  /** Everything as it was before the page was opened. */
  rest() {
    clearInterval(this.timer)
    wx.setKeepScreenOn({ keepScreenOn: false })
    wx.offUserCaptureScreen()
    this.dim()
  },
  async reload() {
    if (this.asking) return
    this.asking = true
    try {
      await ready()
      const [pass, visit] = await Promise.all([readPass(this.id), readVisit(this.id)])
      this.snapshot = snapshotOf(pass, visit, Date.now())
      save(`pass:${this.id}`, this.snapshot)
      this.setData({ offline: false, problem: null })
      this.showCard()
    } catch (thrown) {
      this.unheard(asProblem(thrown))
    } finally {
      this.asking = false
      this.heard = Date.now()
      this.setData({ loading: false })
    }
  },
  /** Without an answer the last one holds; a refusal ends it. */
  unheard(problem: Problem) {
    if (problem.unanswered && this.snapshot) {
      this.setData({ offline: true })
      return
    }
    this.snapshot = null
    forget(`pass:${this.id}`)
    this.setData({ problem, card: null, view: null })
  },
  now(): number {
    return Date.now() + (this.snapshot?.ahead ?? 0)
  },
  showCard() {
    if (!this.snapshot) return
    this.setData({ loading: false, card: cardView(this.snapshot, this.now()) })
    this.tick()
  },
  tick() {
    if (!this.snapshot) return
    const view = liveView(this.snapshot, this.now())
    this.setData({ view })
    if (view.live) this.brighten()
    else this.dim()
    const due = Date.now() - this.heard > REFRESH_MS
    if (due || (isStale(this.snapshot, this.now()) && !this.data.offline)) void this.reload()
  },
  brighten() {
    if (this.brightness >= 0) return
    this.brightness = 1
    wx.getScreenBrightness({
      success: ({ value }) => {
        this.brightness = value
        wx.setScreenBrightness({ value: 1 })
      },
    })
  },
  dim() {
    if (this.brightness < 0) return
    wx.setScreenBrightness({ value: this.brightness })
    this.brightness = -1
  },
  call() {
    wx.makePhoneCall({ phoneNumber: this.data.card?.phone ?? '', fail: () => undefined })
  },
})

function warnOfCapture(): void {
  wx.showModal({
    title: '截图不能用于入校',
    content: '访客码每 30 秒更换一次，请到校门时打开本页出示。请不要把截图发给别人。',
    confirmText: '知道了',
    showCancel: false,
  })
}
