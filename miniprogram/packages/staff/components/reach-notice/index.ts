/** Says, to staff whom no message reaches, what to do about it; silent otherwise. */
import { readReach } from '../../../../api/staff'
import { ask } from '../../../../lib/subscribe'
import { advice } from '../../bind/model'

Component({
  data: { advice: '', templates: [] as string[] },
  lifetimes: {
    attached() {
      void this.look()
    },
  },
  methods: {
    async look() {
      // It is no part of the list: without an answer there is simply no notice.
      const reach = await readReach().catch(() => null)
      if (reach) this.setData({ advice: advice(reach.state), templates: reach.subscribe_templates })
    },
    async remind() {
      await ask(this.data.templates)
      this.setData({ advice: '' })
    },
  },
})
