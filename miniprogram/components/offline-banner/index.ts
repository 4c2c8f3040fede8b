/** Says while the server cannot be reached that what was typed is safe. Each page holds one at its top. */
import { isOnline, onConnectivity } from '../../lib/connectivity'

const stops = new WeakMap<object, () => void>()

Component({
  data: { offline: false },
  lifetimes: {
    attached() {
      this.setData({ offline: !isOnline() })
      stops.set(
        this,
        onConnectivity((online) => this.setData({ offline: !online })),
      )
    },
    detached() {
      stops.get(this)?.()
    },
  },
})
