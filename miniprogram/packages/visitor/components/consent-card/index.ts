/** The privacy notice, agreed to before the first field. Triggers `agree` once both sentences are ticked. */
Component({
  properties: {
    /** {title, version, text} of the form. */
    notice: { type: Object, value: { title: '', version: '', text: '' } },
    agreed: { type: Boolean, value: false },
  },
  data: { ticks: [false, false], open: false, missing: false },
  methods: {
    tick(event: WechatMiniprogram.TouchEvent<object, object, { index: number }>) {
      const { index } = event.currentTarget.dataset
      const ticks = this.data.ticks.map((on, each) => (each === index ? !on : on))
      this.setData({ ticks, missing: false })
    },
    unfold() {
      this.setData({ open: !this.data.open })
    },
    agree() {
      if (this.data.ticks.every(Boolean)) this.triggerEvent('agree')
      else this.setData({ missing: true })
    },
  },
})
