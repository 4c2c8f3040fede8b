/** 我的: who this phone is signed in as. */
import { pageStyle } from '../../lib/config'
import { asProblem } from '../../lib/problem'
import { me, ready } from '../../lib/session'
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
})
