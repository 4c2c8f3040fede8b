/** The tabs at the top of a list, each with how many it holds. Triggers `change` with {value}. */
interface Tab {
  value: string
  label: string
  count?: number
}

Component({
  properties: {
    tabs: { type: Array, value: [] as Tab[] },
    value: { type: String, value: '' },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      const { value } = event.currentTarget.dataset
      if (value !== this.data.value) this.triggerEvent('change', { value })
    },
  },
})
