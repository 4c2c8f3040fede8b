/** 绑定: this WeChat and a staff account become one, by the account's password. */
import { bindWeChat, unbindWeChat } from '../../../api/staff'
import type { Me } from '../../../api/types'
import { pageStyle } from '../../../lib/config'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready, refresh } from '../../../lib/session'
import { type Bound, boundOf, missingIn, type Wrong, wrongOf } from './model'

Page({
  data: {
    style: '',
    known: false,
    bound: null as Bound | null,
    username: '',
    password: '',
    wrong: {} as Wrong,
    failure: '',
    working: false,
    problem: null as Problem | null,
  },
  onLoad() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  async load() {
    try {
      this.show(await ready())
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  show(person: Me) {
    this.setData({ known: true, bound: boundOf(person), password: '', problem: null })
  },
  typeName(event: WechatMiniprogram.Input) {
    this.setData({ username: event.detail.value, wrong: {}, failure: '' })
  },
  typePassword(event: WechatMiniprogram.Input) {
    this.setData({ password: event.detail.value, wrong: {}, failure: '' })
  },
  async bind() {
    const { username, password, working } = this.data
    const wrong = missingIn({ username, password })
    if (wrong) this.setData({ wrong })
    if (wrong || working) return
    await this.tried(async () => {
      await bindWeChat(username.trim(), password)
      this.show(await refresh())
      wx.showToast({ title: '绑定成功', icon: 'success' })
    })
  },
  unbind() {
    wx.showModal({
      title: '解除绑定？',
      content: '解除后，您不能再用这个微信审批、邀请或核验，也收不到审批提醒。可以随时重新绑定。',
      confirmText: '解除绑定',
      cancelText: '不解除',
      success: ({ confirm }) => {
        if (confirm) void this.unbound()
      },
    })
  },
  unbound() {
    return this.tried(async () => {
      await unbindWeChat()
      this.show(await refresh())
    })
  },
  async tried(act: () => Promise<void>) {
    this.setData({ working: true, failure: '' })
    try {
      await act()
    } catch (thrown) {
      this.setData(wrongOf(asProblem(thrown)))
    } finally {
      this.setData({ working: false })
    }
  },
  inbox() {
    wx.redirectTo({ url: '/packages/staff/inbox/index' })
  },
})
