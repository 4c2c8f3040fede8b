/** 首页: the school, who I am, and the way to everything else. */
import { knownSchool, pageStyle, school } from '../../lib/config'
import { asProblem } from '../../lib/problem'
import { me, ready } from '../../lib/session'
import { whoWords } from './model'

Page({
  data: { style: '', school: knownSchool().name, who: whoWords(me()) },
  onShow() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  async load() {
    try {
      const [known, person] = await Promise.all([school(), ready()])
      this.setData({ style: pageStyle(), school: known.name, who: whoWords(person) })
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
})
