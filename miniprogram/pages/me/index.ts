/** 我的: who this phone is signed in as, its number, and the account of staff. */
import { provePhone } from '../../api/visitor'
import { pageStyle } from '../../lib/config'
import { asProblem } from '../../lib/problem'
import { me, ready, refresh } from '../../lib/session'
import { save } from '../../lib/storage'
import { domestic } from '../../lib/validate'
import { meView } from './model'

Page({
  data: { style: '', view: meView(me()) },
  onShow() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  async load() {
    try {
      this.setData({ view: meView(await ready()) })
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
  async prove(event: WechatMiniprogram.CustomEvent<{ code?: string }>) {
    if (!event.detail.code) return
    try {
      save('phone', domestic((await provePhone(event.detail.code)).phone))
      this.setData({ view: meView(await refresh()) })
      wx.showToast({ title: '手机号已绑定', icon: 'success' })
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
  account() {
    wx.navigateTo({ url: '/packages/staff/bind/index' })
  },
  privacy() {
    wx.openPrivacyContract({})
  },
})
