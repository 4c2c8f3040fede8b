/** A case in a list of cases. Triggers `open` with {url}. */
import type { Row } from '../../inbox/model'

Component({
  properties: {
    /** What rowOf of the inbox's model made of the server's answer. */
    row: { type: Object, value: {} as Row },
  },
  methods: {
    open() {
      this.triggerEvent('open', { url: (this.data.row as Row).url })
    },
  },
})
