/** A short code typed by hand, with the end of the visitor's phone. Triggers `typed` with {code, tail}, or `cancel`. */
import { cleaned, type Wrong, wrongIn } from '../../scan/model'

Component({
  properties: {
    visible: { type: Boolean, value: false },
  },
  data: { code: '', tail: '', wrong: {} as Wrong },
  observers: {
    visible(visible: boolean) {
      if (visible) this.setData({ code: '', tail: '', wrong: {} })
    },
  },
  methods: {
    typeCode(event: WechatMiniprogram.Input) {
      this.setData({ code: event.detail.value, wrong: {} })
    },
    typeTail(event: WechatMiniprogram.Input) {
      this.setData({ tail: event.detail.value, wrong: {} })
    },
    check() {
      const { code, tail } = this.data
      const wrong = wrongIn({ code, tail })
      if (wrong) this.setData({ wrong })
      else this.triggerEvent('typed', { code: cleaned(code), tail: tail.trim() })
    },
    cancel() {
      this.triggerEvent('cancel')
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.cancel()
    },
  },
})
