/** A reason, picked or typed, for an act that needs one. Triggers `confirm` with {reason}, or `cancel`. */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
    description: { type: String, value: '' },
    presets: { type: Array, value: [] as string[] },
    /** What the button says: the act itself. */
    confirm: { type: String, value: '' },
    danger: { type: Boolean, value: false },
    required: { type: Boolean, value: false },
    /** Stands in the empty field. */
    hint: { type: String, value: '' },
    /** Characters. */
    most: { type: Number, value: 500 },
    busy: { type: Boolean, value: false },
  },
  data: { reason: '', missing: false },
  observers: {
    visible(visible: boolean) {
      if (visible) this.setData({ reason: '', missing: false })
    },
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent<object, object, { preset: string }>) {
      this.setData({ reason: event.currentTarget.dataset.preset, missing: false })
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, missing: false })
    },
    decide() {
      const reason = this.data.reason.trim()
      if (this.data.required && !reason) {
        this.setData({ missing: true })
        return
      }
      this.triggerEvent('confirm', { reason })
    },
    leave() {
      if (!this.data.busy) this.triggerEvent('cancel')
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.leave()
    },
  },
})
