/** 邀请访客: three fields, sensible times, and a message to hand on. */
import { createInvitation, sendInvitation } from '../../../api/staff'
import type { StaffInvitation } from '../../../api/staff-types'
import type { VisitorType } from '../../../api/types'
import { pageStyle, school } from '../../../lib/config'
import { showFirstWrong } from '../../../lib/first-wrong'
import { asProblem, type Problem } from '../../../lib/problem'
import { can, ready } from '../../../lib/session'
import * as model from './model'

type Field = keyof model.Typed
type Typing = WechatMiniprogram.CustomEvent<{ value: string }, object, { field: Field }>
type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>

Page({
  data: {
    style: '',
    known: false,
    school: '',
    allowed: false,
    problem: null as Problem | null,
    typed: model.blank(Date.now()),
    days: model.daysOf(model.blank(Date.now()), Date.now()),
    presets: [] as model.Preset[],
    preset: '',
    purposes: model.PURPOSES,
    wrong: {} as model.Wrong,
    failure: '',
    working: false,
    /** Created, but not sent yet because the network was lost in between. */
    draft: null as StaffInvitation | null,
    sent: null as { name: string; phone: string; code: string; text: string } | null,
  },
  onLoad() {
    this.setData({ style: pageStyle() })
    this.change(model.blank(Date.now()))
    return this.load()
  },
  async load() {
    try {
      const [known] = await Promise.all([school(), ready()])
      this.setData({ known: true, school: known.name, allowed: can('invitations:manage'), problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    }
  },
  change(changed: Partial<model.Typed>) {
    const now = Date.now()
    const typed = { ...this.data.typed, ...changed }
    const presets = model.presetsFor(typed.visitor_type, now)
    const days = model.daysOf(typed, now)
    // What was created does not say this any more: it is created anew.
    this.setData({ typed, presets, days, preset: model.presetNamed(typed, now), wrong: {}, failure: '', draft: null })
  },
  type(event: Typing) {
    this.change({ [event.currentTarget.dataset.field]: event.detail.value })
  },
  pickPreset(event: Tap<{ label: string }>) {
    const preset = this.data.presets.find(({ label }) => label === event.currentTarget.dataset.label)
    if (preset) this.change(model.timesOf(preset))
  },
  pickPurpose(event: Tap<{ purpose: string }>) {
    this.change({ purpose: event.currentTarget.dataset.purpose })
  },
  pickType(event: Tap<{ type: VisitorType }>) {
    const { type } = event.currentTarget.dataset
    if (type === this.data.typed.visitor_type) return
    const [usual] = type === 'temporary' ? [model.blank(Date.now())] : model.presetsFor(type, Date.now())
    this.change({ visitor_type: type, ...(usual ? model.timesOf(usual) : {}) })
  },
  async invite() {
    const { typed, working } = this.data
    const wrong = model.wrongIn(typed)
    if (wrong) this.refused({ wrong, failure: '' })
    if (wrong || working) return
    this.setData({ working: true, failure: '' })
    try {
      await this.send()
    } catch (thrown) {
      this.refused(model.wrongOf(asProblem(thrown)))
    } finally {
      this.setData({ working: false })
    }
  },
  refused(refusal: { wrong: model.Wrong; failure: string }) {
    this.setData(refusal)
    showFirstWrong(refusal.wrong)
  },
  async send() {
    const draft = this.data.draft ?? (await createInvitation(model.bodyOf(this.data.typed)))
    this.setData({ draft })
    const invitation = await sendInvitation(draft.id)
    this.setData({
      draft: null,
      sent: {
        name: invitation.visitor_name,
        phone: invitation.phone_masked,
        code: model.grouped(invitation.code),
        text: model.shareText(invitation, this.data.school),
      },
    })
  },
  copy() {
    wx.setClipboardData({ data: this.data.sent?.text ?? '' })
  },
  again() {
    this.setData({ sent: null })
    this.change(model.blank(Date.now()))
  },
  leave() {
    if (getCurrentPages().length > 1) wx.navigateBack()
    else wx.switchTab({ url: '/pages/home/index' })
  },
  bind() {
    wx.navigateTo({ url: '/packages/staff/bind/index' })
  },
})
