/** Who comes along: name and document of each. Triggers `change` with {value}. */
import { NO_COMPANION, rowsOf, type CompanionDraft } from './model'

type Dataset = { index: number }

Component({
  properties: {
    value: { type: Array, value: [] as CompanionDraft[] },
    /** Field -> sentence, of the whole form. */
    errors: { type: Object, value: {} },
    atMost: { type: Number, value: 0 },
  },
  data: { rows: rowsOf([], {}) },
  observers: {
    'value, errors'(value: CompanionDraft[], errors: Record<string, string>) {
      this.setData({ rows: rowsOf(value, errors) })
    },
  },
  methods: {
    add() {
      this.change([...(this.data.value as CompanionDraft[]), NO_COMPANION])
    },
    remove(event: WechatMiniprogram.TouchEvent<object, object, Dataset>) {
      const { index } = event.currentTarget.dataset
      this.change((this.data.value as CompanionDraft[]).filter((_, each) => each !== index))
    },
    rename(event: WechatMiniprogram.Input) {
      this.put((event.currentTarget.dataset as Dataset).index, { name: event.detail.value })
    },
    identify(event: WechatMiniprogram.CustomEvent<{ value: CompanionDraft['document'] }, object, Dataset>) {
      this.put(event.currentTarget.dataset.index, { document: event.detail.value })
    },
    put(index: number, part: Partial<CompanionDraft>) {
      const value = this.data.value as CompanionDraft[]
      this.change(value.map((companion, each) => (each === index ? { ...companion, ...part } : companion)))
    },
    change(value: CompanionDraft[]) {
      this.triggerEvent('change', { value })
    },
  },
})
