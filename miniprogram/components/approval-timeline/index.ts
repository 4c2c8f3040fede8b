/** The approval flow, step under step: done, now, to come. */
import type { StepView } from './model'

Component({
  properties: {
    /** What stepViews of model.ts made of a visit's flow. */
    steps: { type: Array, value: [] as StepView[] },
  },
})
