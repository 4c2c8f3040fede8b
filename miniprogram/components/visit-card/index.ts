/** A visit in a list. Triggers `open` and, from the code's icon, `pass`, both with {id}. */
import type { CardView } from './model'

Component({
  properties: {
    /** What cardView of model.ts made of the server's answer. */
    card: { type: Object, value: {} as CardView },
  },
  methods: {
    open() {
      this.triggerEvent('open', { id: (this.data.card as CardView).id })
    },
    showPass() {
      this.triggerEvent('pass', { id: (this.data.card as CardView).id })
    },
  },
})
