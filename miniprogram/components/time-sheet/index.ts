/** A moment chosen from a range: a month of days, then the times of the day; grey says why when tapped. */
import { millis } from '../../lib/time'
import { firstMonth, monthView, rangeWords, shiftMonth, timesOf, whyOff, type Range } from './model'

const NO_RANGE: Range = { from: { at: 0, why: '' }, to: { at: 0, why: '' } }
type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>

Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    /** RFC 3339, or empty. */
    value: { type: String, value: '' },
    range: { type: Object, value: NO_RANGE },
  },
  data: {
    month: monthView('2026-01', NO_RANGE, '', 0),
    times: timesOf('', NO_RANGE, 0),
    date: '',
    chosen: 0,
    first: '',
    note: '',
  },
  observers: {
    visible(visible: boolean) {
      if (!visible) return
      const chosen = this.data.value ? millis(this.data.value) : 0
      const { month, date } = firstMonth(this.data.range as Range, chosen)
      this.setData({ chosen, note: rangeWords(this.data.range as Range, Date.now()) })
      this.show(month, date)
    },
  },
  methods: {
    show(month: string, date: string) {
      const range = this.data.range as Range
      const times = timesOf(date, range, this.data.chosen)
      const first = times.find(({ on, off }) => on || !off)?.id ?? ''
      this.setData({ date, times, first: '', month: monthView(month, range, date, Date.now()) })
      // Scrolled to once they stand there.
      wx.nextTick(() => this.setData({ first }))
    },
    turn(event: Tap<{ by: number }>) {
      const { key } = this.data.month
      this.show(shiftMonth(key, Number(event.currentTarget.dataset.by)), this.data.date)
    },
    chooseDay(event: Tap<{ date: string; off: boolean; why: string }>) {
      const { date, off, why } = event.currentTarget.dataset
      if (off) return this.setData({ note: why })
      this.setData({ chosen: 0 })
      this.show(this.data.month.key, date)
    },
    chooseTime(event: Tap<{ at: number }>) {
      const { at } = event.currentTarget.dataset
      const why = whyOff(at, this.data.range as Range)
      if (why) return this.setData({ note: why })
      this.setData({ chosen: at })
      this.show(this.data.month.key, this.data.date)
    },
    done() {
      const { times } = this.data
      const iso = times.find(({ on }) => on)?.iso
      if (!iso) return this.setData({ note: '请选择几点。' })
      this.triggerEvent('confirm', { iso })
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.triggerEvent('cancel')
    },
  },
})
