/** The app starts the session once per launch and keeps the network state. */
import { watchNetwork } from './lib/connectivity'
import { ready } from './lib/session'

App({
  onLaunch() {
    watchNetwork()
    // A page that needs to know who is asking waits for the same promise and shows its failure.
    ready().catch(() => undefined)
    updateWhenReady()
  },
})

/** WeChat keeps running the old version until told otherwise. */
function updateWhenReady(): void {
  const updates = wx.getUpdateManager()
  updates.onUpdateReady(() => {
    wx.showModal({
      title: '新版本已准备好',
      content: '重新打开后就能使用，已填写的草稿会保留。',
      confirmText: '现在重开',
      cancelText: '稍后',
      success: ({ confirm }) => {
        if (confirm) updates.applyUpdate()
      },
    })
  })
}
