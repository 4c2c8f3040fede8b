/** The unit to visit, found by part of its name. Triggers `confirm` {unit} or `cancel`. */
import type { Ref } from '../../../../api/types'
import { matching } from './model'

Component({
  properties: {
    visible: { type: Boolean, value: false },
    units: { type: Array, value: [] as Ref[] },
  },
  data: { query: '', shown: [] as Ref[] },
  observers: {
    'visible, units'(visible: boolean, units: Ref[]) {
      if (visible) this.setData({ query: '', shown: units })
    },
  },
  methods: {
    search(event: WechatMiniprogram.Input) {
      const query = event.detail.value
      this.setData({ query, shown: matching(this.data.units as Ref[], query) })
    },
    choose(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      const unit = this.data.shown.find(({ id }) => id === event.currentTarget.dataset.id)
      this.triggerEvent('confirm', { unit })
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.triggerEvent('cancel')
    },
  },
})
