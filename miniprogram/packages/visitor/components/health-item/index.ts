/**
 * One health item: its choice, and its picture. Triggers `choose` {value}, `time`, `add` and `remove`.
 * `kind`: health_code, travel_code or nucleic_acid.
 */
import { choicesOf, pictureWords } from './model'

Component({
  properties: {
    kind: { type: String, value: '' },
    chosen: { type: String, value: '' },
    /** When the sample was taken, in words. */
    sampled: { type: String, value: '' },
    timeError: { type: String, value: '' },
    /** The uploaded file, or null. */
    file: { type: Object, value: null as unknown as { id: string; path: string } },
    busy: { type: Boolean, value: false },
  },
  data: { choices: choicesOf(''), words: '' },
  observers: {
    kind(kind: string) {
      this.setData({ choices: choicesOf(kind), words: pictureWords(kind) })
    },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      const { value } = event.currentTarget.dataset
      this.triggerEvent('choose', { value: value === this.data.chosen ? '' : value })
    },
    chooseTime() {
      this.triggerEvent('time')
    },
    add() {
      if (!this.data.busy) this.triggerEvent('add')
    },
    look() {
      const path = this.data.file?.path
      if (path) wx.previewImage({ urls: [path] })
    },
    remove() {
      this.triggerEvent('remove')
    },
  },
})
