/** WeChat's privacy authorisation: asked when a page first touches something the privacy guide covers. */
// The typings describe this callback wrongly.
type Resolve = (answer: { event: 'agree' | 'disagree'; buttonId?: string }) => void

let waiting: Resolve[] = []

Component({
  data: { visible: false, guide: '《用户隐私保护指引》' },
  lifetimes: {
    attached() {
      wx.onNeedPrivacyAuthorization((resolve: unknown) => {
        waiting.push(resolve as Resolve)
        wx.getPrivacySetting({
          success: ({ privacyContractName }) => this.setData({ guide: privacyContractName }),
        })
        this.setData({ visible: true })
      })
    },
  },
  methods: {
    read() {
      wx.openPrivacyContract({})
    },
    agree() {
      this.answer({ event: 'agree', buttonId: 'agree-privacy' })
    },
    decline() {
      this.answer({ event: 'disagree' })
    },
    answer(answer: Parameters<Resolve>[0]) {
      const asked = waiting
      waiting = []
      this.setData({ visible: false })
      asked.forEach((resolve) => resolve(answer))
    },
  },
})
