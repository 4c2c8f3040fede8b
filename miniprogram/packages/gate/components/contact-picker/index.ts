/** Whom the visitor asks for, by name or whole phone number. Triggers `pick` with {value}, or `cancel`. */
import { findContacts } from '../../../../api/gate'
import type { Contact } from '../../../../api/gate-types'
import { asProblem } from '../../../../lib/problem'

const SEARCH_PAUSE_MS = 400
const LEAST = 2

Component({
  properties: {
    visible: { type: Boolean, value: false },
  },
  data: { q: '', found: [] as Contact[], words: '' },
  observers: {
    visible(visible: boolean) {
      if (visible) this.setData({ q: '', found: [], words: '' })
    },
  },
  methods: {
    type(event: WechatMiniprogram.Input) {
      const q = event.detail.value
      this.setData({ q })
      setTimeout(() => {
        if (q === this.data.q) void this.search(q.trim())
      }, SEARCH_PAUSE_MS)
    },
    async search(q: string) {
      if (q.length < LEAST) {
        this.setData({ found: [], words: q ? '请至少输入两个字。' : '' })
        return
      }
      try {
        const { items } = await findContacts(q)
        if (q !== this.data.q.trim()) return
        this.setData({ found: items, words: items.length ? '' : '没有找到，请核对姓名，或输入完整的手机号。' })
      } catch (thrown) {
        this.setData({ words: asProblem(thrown).detail })
      }
    },
    pick(event: WechatMiniprogram.TouchEvent<object, object, { place: number }>) {
      this.triggerEvent('pick', { value: this.data.found[event.currentTarget.dataset.place] })
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.triggerEvent('cancel')
    },
  },
})
