/** A keyboard for number plates: province, letters and digits, endings; new-energy plates have one place more. */
import { boxes, erase, keyRows, press, type PlateState } from './model'

const EMPTY: PlateState = { plate: '', energy: false }

Component({
  properties: {
    visible: { type: Boolean, value: false },
    value: { type: String, value: '' },
  },
  data: { state: EMPTY, boxes: boxes(EMPTY), rows: keyRows(EMPTY) },
  observers: {
    visible(visible: boolean) {
      if (visible) this.show({ plate: this.data.value, energy: this.data.value.length === 8 })
    },
  },
  methods: {
    show(state: PlateState) {
      this.setData({ state, boxes: boxes(state), rows: keyRows(state) })
    },
    tapKey(event: WechatMiniprogram.TouchEvent<object, object, { key: string }>) {
      this.show(press(this.data.state, event.currentTarget.dataset.key))
    },
    tapErase() {
      this.show(erase(this.data.state))
    },
    switchEnergy() {
      const { plate, energy } = this.data.state
      this.show({ plate: energy ? plate.slice(0, 7) : plate, energy: !energy })
    },
    done() {
      this.triggerEvent('confirm', { plate: this.data.state.plate })
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.triggerEvent('cancel')
    },
  },
})
