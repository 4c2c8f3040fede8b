/** A page that could not be shown: what happened and what to do. Triggers `retry`. */
import { errorView } from './model'

Component({
  properties: {
    /** A Problem of lib/problem.ts. */
    problem: { type: Object, value: {} },
  },
  data: { view: errorView({ status: 0, detail: '' }) },
  observers: {
    problem(problem: { status: number; detail: string }) {
      this.setData({ view: errorView(problem) })
    },
  },
  methods: {
    retry() {
      this.triggerEvent('retry')
    },
  },
})
