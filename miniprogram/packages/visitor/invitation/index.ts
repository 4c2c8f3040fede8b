/** 我的邀请码: the invitations sent to a phone, found by one tap or by typing the number. */
import type { Invitation } from '../../../api/types'
import { findInvitations, provePhone } from '../../../api/visitor'
import { pageStyle } from '../../../lib/config'
import { asProblem, type Problem } from '../../../lib/problem'
import { me, ready, refresh } from '../../../lib/session'
import { load, save } from '../../../lib/storage'
import { checkPhone, domestic } from '../../../lib/validate'
import { invitationView, sorted, type InvitationView } from './model'

type PhoneTap = WechatMiniprogram.CustomEvent<{ code?: string }>

Page({
  data: {
    style: '',
    /** Masked, of the number WeChat has proved; empty without one. */
    proven: '',
    typing: false,
    phone: '',
    error: '',
    busy: false,
    searched: false,
    cards: [] as InvitationView[],
    next: null as string | null,
    problem: null as Problem | null,
  },
  found: [] as Invitation[],
  asked: '',

  async onLoad(query) {
    if (query.apply) wx.setNavigationBarTitle({ title: '选择邀请' })
    this.setData({ style: pageStyle(), phone: load<string>('phone') ?? '' })
    await this.start()
  },
  onReachBottom() {
    return this.data.next ? this.search(this.asked, this.data.next) : undefined
  },
  /** Whoever has proved a number sees at once what was sent to it. */
  async start() {
    try {
      await ready()
      this.knowPhone()
      if (this.data.proven) await this.search('')
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  knowPhone() {
    const visitor = me()?.visitor
    const proven = visitor?.phone_proven ? (visitor.phone_masked ?? '') : ''
    this.setData({ proven, typing: !proven })
  },
  async prove(event: PhoneTap) {
    if (!event.detail.code) {
      wx.showToast({ title: '没有取得手机号，可以手动输入后查询。', icon: 'none' })
      return
    }
    try {
      const { phone } = await provePhone(event.detail.code)
      save('phone', domestic(phone))
      await refresh()
      this.knowPhone()
      await this.search('')
    } catch (thrown) {
      wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
    }
  },
  type(event: WechatMiniprogram.Input) {
    this.setData({ phone: event.detail.value, error: '' })
  },
  otherPhone() {
    this.setData({ typing: true })
  },
  find() {
    const { value, error } = checkPhone(this.data.phone)
    this.setData({ error })
    if (error) return
    save('phone', this.data.phone.trim())
    return this.search(value)
  },
  retry() {
    return this.data.searched || this.asked ? this.search(this.asked) : this.start()
  },
  async search(phone: string, after: string | null = null) {
    this.asked = phone
    this.setData({ busy: true, problem: null })
    try {
      const page = await findInvitations(phone, after)
      this.found = after ? [...this.found, ...page.items] : page.items
      const cards = sorted(this.found.map((invitation: Invitation) => invitationView(invitation, Date.now())))
      this.setData({ cards, next: page.next, searched: true })
    } catch (thrown) {
      this.refused(asProblem(thrown))
    } finally {
      this.setData({ busy: false })
    }
  },
  /** What is wrong with the number belongs beside it; the rest is the page's. */
  refused(problem: Problem) {
    if (problem.code === 'phone_not_proven') this.setData({ proven: '', typing: true })
    const error = problem.errors[0]?.message ?? (problem.status === 403 ? problem.detail : '')
    this.setData(error ? { error } : { problem })
  },
  apply(event: WechatMiniprogram.TouchEvent<object, object, { code: string }>) {
    const { code } = event.currentTarget.dataset
    save('invitation', this.found.find((invitation: Invitation) => invitation.code === code))
    wx.navigateTo({ url: `/packages/visitor/apply/index?code=${code}` })
  },
})
