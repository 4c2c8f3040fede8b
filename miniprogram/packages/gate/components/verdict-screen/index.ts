/** The answer, readable at arm's length. Triggers `next`, `close`, and `override` and `refuse` with {reason}. */
import { companyWords, OVERRIDE_REASONS, REFUSE_REASONS, toggled, type Verdict } from '../../scan/model'

Component({
  properties: {
    verdict: { type: Object, value: {} as Verdict },
    busy: { type: Boolean, value: false },
  },
  data: { companions: [] as Verdict['companions'], company: '', refusing: false, reasons: REFUSE_REASONS },
  observers: {
    verdict({ companions }: Verdict) {
      this.setData({ companions, company: companyWords(companions), refusing: false })
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
    askWhy() {
      this.setData({ refusing: true })
    },
    keep() {
      this.setData({ refusing: false })
    },
    refuse(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      this.triggerEvent('refuse', event.detail)
    },
    next() {
      this.triggerEvent('next')
    },
    close() {
      this.triggerEvent('close')
    },
  },
})
