/** What one says with a decision: a reason, fields to mend, a colleague. Triggers `decide` with {act, body}, or `cancel`. */
import { findColleagues } from '../../../../api/staff'
import type { Act, Colleague } from '../../../../api/staff-types'
import { asProblem } from '../../../../lib/problem'
import { ACTS, bodyOf, type Missing, missingIn, RETURNABLE, type Said } from '../../decide/acts'

type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>

const SEARCH_PAUSE_MS = 300
const NOTHING: Said = { comment: '', fields: [], colleague: '' }
let searching = 0

Component({
  properties: {
    /** The act that is asked about; empty while the sheet is closed. */
    act: { type: String, value: '' },
    busy: { type: Boolean, value: false },
    /** Who may not be chosen as the colleague: oneself. */
    self: { type: String, value: '' },
  },
  data: {
    words: ACTS.approve,
    said: NOTHING,
    missing: {} as Missing,
    fields: RETURNABLE.map((choice) => ({ ...choice, on: false })),
    q: '',
    colleagues: [] as Colleague[],
    searched: '',
  },
  observers: {
    act(act: Act | '') {
      if (act) this.open(act)
    },
  },
  methods: {
    open(act: Act) {
      const fields = RETURNABLE.map((choice) => ({ ...choice, on: false }))
      this.setData({ words: ACTS[act], said: NOTHING, missing: {}, fields, q: '', colleagues: [], searched: '' })
    },
    /** A preset fills the comment in; as the reason of a refusal it is all there is to say. */
    pick(event: Tap<{ preset: string }>) {
      this.setData({ 'said.comment': event.currentTarget.dataset.preset, missing: {} })
      if (this.data.act === 'reject') this.decide()
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ 'said.comment': event.detail.value, missing: {} })
    },
    toggle(event: Tap<{ value: string }>) {
      const { value } = event.currentTarget.dataset
      const fields = this.data.fields.map((field) => (field.value === value ? { ...field, on: !field.on } : field))
      this.setData({ fields, 'said.fields': fields.filter(({ on }) => on).map((field) => field.value) })
    },
    typeName(event: WechatMiniprogram.Input) {
      const q = event.detail.value
      this.setData({ q })
      setTimeout(() => {
        if (q === this.data.q) void this.search(q)
      }, SEARCH_PAUSE_MS)
    },
    async search(q: string) {
      const turn = ++searching
      if (!q.trim()) return this.setData({ colleagues: [], searched: '' })
      try {
        const { items } = await findColleagues(q.trim())
        if (turn !== searching) return
        const colleagues = items.filter(({ id }) => id !== this.data.self)
        this.setData({ colleagues, searched: colleagues.length ? '' : '没有找到这位同事，请核对姓名。' })
      } catch (thrown) {
        if (turn === searching) this.setData({ searched: asProblem(thrown).detail })
      }
    },
    choose(event: Tap<{ id: string }>) {
      this.setData({ 'said.colleague': event.currentTarget.dataset.id, missing: {} })
    },
    decide() {
      const { act, said, busy } = this.data
      if (busy) return
      const missing = missingIn(act as Act, said)
      if (missing) {
        this.setData({ missing })
        return
      }
      this.triggerEvent('decide', { act, body: bodyOf(act as Act, said) })
    },
    leave() {
      if (!this.data.busy) this.triggerEvent('cancel')
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.leave()
    },
  },
})
