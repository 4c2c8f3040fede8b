/** The answer, readable at arm's length. Triggers `next`, `close`, and `override` with {reason}. */
import { companyWords, OVERRIDE_REASONS, toggled, type Verdict } from '../../scan/model'

Component({
  properties: {
    verdict: { type: Object, value: {} as Verdict },
    busy: { type: Boolean, value: false },
  },
  data: { companions: [] as Verdict['companions'], company: '' },
  observers: {
    verdict({ companions }: Verdict) {
      this.setData({ companions, company: companyWords(companions) })
    },
  },
  methods: {
    tick(event: WechatMiniprogram.TouchEvent<object, object, { place: number }>) {
      const companions = toggled(this.data.companions, event.currentTarget.dataset.place)
      this.setData({ companions, company: companyWords(companions) })
    },
    call() {
      wx.makePhoneCall({ phoneNumber: (this.data.verdict as Verdict).phone })
    },
    override() {
      wx.showActionSheet({
        alertText: '放行的原因（会留下记录）',
        itemList: OVERRIDE_REASONS,
        success: ({ tapIndex }) => this.triggerEvent('override', { reason: OVERRIDE_REASONS[tapIndex] }),
      })
    },
    next() {
      this.triggerEvent('next')
    },
    close() {
      this.triggerEvent('close')
    },
  },
})
