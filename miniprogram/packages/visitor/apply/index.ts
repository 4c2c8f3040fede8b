/** 访客进校申请: the form as the school configured it, for a new application or a returned one. */
import type { ApplicationForm, Invitation, Ref, Visit } from '../../../api/types'
import { listDepartments, readForm, readVisit, repairVisit, resubmitVisit, submitVisit } from '../../../api/visitor'
import type { CompanionDraft } from '../../../components/companions-input/model'
import type { DocumentDraft } from '../../../components/document-input/model'
import { pageStyle } from '../../../lib/config'
import { forgetDraft, loadDraft, saveDraft } from '../../../lib/draft'
import { asProblem, type Problem } from '../../../lib/problem'
import { ready } from '../../../lib/session'
import { load } from '../../../lib/storage'
import { ask } from '../../../lib/subscribe'
import { patchOf, visitIn } from './body'
import { problemsOf, type Errors, type Terms } from './checks'
import { NO_DRAFT, ofInvitation, ofVisit, resumed, type Draft, type HealthDraft } from './draft'
import { draftWords, failureWords, hostView, sectionViews, toggled } from './model'
import { bring, choosePhoto } from './photo'
import { askedFields, firstAnchor, placed } from './places'
import { arrivalRange, departureRange, sampleRange } from './times'

type Tap<T extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<object, object, T>
type Named = { name: 'visitor_name' | 'phone' | 'purpose' | 'plate' }
type TimeField = 'visit_from' | 'visit_to' | 'sampled_at'
type Picture = 'health_code' | 'travel_code' | 'nucleic_acid'

const CLOSED = { visible: false, field: 'visit_from' as TimeField, title: '', value: '', range: sampleRange(0) }
const TITLES = { visit_from: '到访时间', visit_to: '离开时间', sampled_at: '采样时间' }

Page({
  data: {
    style: '',
    loading: true,
    problem: null as Problem | null,
    form: null as ApplicationForm | null,
    invitation: null as Invitation | null,
    /** The returned visit that is repaired. */
    visit: null as Visit | null,
    host: { department: '', contact: '', type: '' },
    sections: [] as ReturnType<typeof sectionViews>,
    asked: {} as Record<string, boolean>,
    draft: NO_DRAFT,
    words: draftWords(NO_DRAFT, 0),
    agreed: false,
    saved: false,
    errors: {} as Errors,
    failure: '',
    busy: false,
    uploading: '',
    sheet: CLOSED,
    plateOpen: false,
    freePlate: false,
    units: [] as Ref[],
    unitsOpen: false,
  },
  query: {} as { code?: string; visit?: string },

  onLoad(query) {
    this.query = query
    this.setData({ style: pageStyle() })
    return this.load()
  },
  async load() {
    this.setData({ loading: true, problem: null })
    try {
      await ready()
      await (this.query.visit ? this.loadVisit(this.query.visit) : this.loadInvitation())
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    } finally {
      this.setData({ loading: false })
    }
  },
  async loadInvitation() {
    const invitation = load<Invitation>('invitation')
    if (!invitation || invitation.code !== this.query.code) {
      wx.redirectTo({ url: '/packages/visitor/invitation/index' })
      return
    }
    const form = await readForm(invitation.visitor_type)
    this.begin(form, invitation, null, ofInvitation(invitation, form.limits, load<string>('phone') ?? ''))
    if (invitation.department_open) this.setData({ units: (await listDepartments()).items })
  },
  async loadVisit(id: string) {
    const visit = await readVisit(id)
    if (visit.status !== 'returned') {
      wx.redirectTo({ url: `/packages/visitor/visit/index?id=${id}` })
      return
    }
    const form = await readForm(visit.visitor_type)
    wx.setNavigationBarTitle({ title: '修改申请' })
    this.setData({ asked: askedFields(visit.fields_to_repair, form) })
    // Agreed to when it was first submitted.
    this.begin(form, null, visit, { ...ofVisit(visit), consent: form.notice.version })
  },
  begin(form: ApplicationForm, invitation: Invitation | null, visit: Visit | null, fresh: Draft) {
    const kept = loadDraft<Draft>(draftName(this.query))
    const draft = kept ? resumed(kept) : fresh
    this.setData({
      form,
      invitation,
      visit,
      host: hostView(visit ?? (invitation as Invitation)),
      sections: sectionViews(form, invitation?.department_open ?? false, visit !== null),
      saved: kept !== null,
      draft,
      words: draftWords(draft, Date.now()),
      agreed: draft.consent === form.notice.version,
    })
  },

  /** Every change is kept on the phone at once; the errors of what changed are gone until the next attempt. */
  change(part: Partial<Draft>, fields: string[]) {
    const draft = { ...this.data.draft, ...part }
    const errors = Object.entries(this.data.errors).filter(([name]) => !fields.some((field) => name.startsWith(field)))
    saveDraft(draftName(this.query), draft)
    this.setData({ draft, words: draftWords(draft, Date.now()), errors: Object.fromEntries(errors), saved: true })
  },
  agree() {
    const version = this.data.form?.notice.version ?? ''
    this.change({ consent: version }, [])
    this.setData({ agreed: true })
  },
  type(event: WechatMiniprogram.Input) {
    const { name } = event.currentTarget.dataset as Named
    this.change({ [name]: event.detail.value }, [name === 'plate' ? 'vehicle' : name])
  },
  identify(event: WechatMiniprogram.CustomEvent<{ value: DocumentDraft }>) {
    this.change({ document: event.detail.value }, ['document'])
  },
  accompany(event: WechatMiniprogram.CustomEvent<{ value: CompanionDraft[] }>) {
    this.change({ companions: event.detail.value }, ['companions'])
  },
  drive(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    this.change({ driving: event.detail.value }, ['vehicle'])
  },
  openPlate() {
    this.setData({ plateOpen: true })
  },
  closePlate() {
    this.setData({ plateOpen: false })
  },
  plated(event: WechatMiniprogram.CustomEvent<{ plate: string }>) {
    this.change({ plate: event.detail.plate }, ['vehicle'])
    this.closePlate()
  },
  typePlate() {
    this.setData({ freePlate: !this.data.freePlate })
  },
  toggleDay(event: Tap<{ day: number }>) {
    this.change({ weekdays: toggled(this.data.draft.weekdays, event.currentTarget.dataset.day) }, ['weekdays'])
  },
  chooseHour(event: WechatMiniprogram.PickerChange) {
    this.change({ [event.currentTarget.dataset.name]: String(event.detail.value) }, ['daily_'])
  },
  anyHour() {
    this.change({ daily_from: '', daily_to: '' }, ['daily_'])
  },
  openUnits() {
    this.setData({ unitsOpen: true })
  },
  closeUnits() {
    this.setData({ unitsOpen: false })
  },
  chooseUnit(event: WechatMiniprogram.CustomEvent<{ unit: Ref }>) {
    this.change({ department: event.detail.unit }, ['department_id'])
    this.closeUnits()
  },

  openTime(event: Tap<{ field: TimeField }>) {
    const { field } = event.currentTarget.dataset
    const { draft } = this.data
    const value = field === 'sampled_at' ? draft.health.sampled_at : draft[field]
    this.setData({ sheet: { visible: true, field, title: TITLES[field], value, range: this.rangeOf(field) } })
  },
  rangeOf(field: TimeField) {
    const { form, invitation, draft } = this.data
    const limits = (form as ApplicationForm).limits
    if (field === 'sampled_at') return sampleRange(Date.now())
    if (field === 'visit_from') return arrivalRange(limits, invitation, Date.now())
    return departureRange(draft.visit_from, limits, invitation, Date.now())
  },
  closeTime() {
    this.setData({ sheet: { ...this.data.sheet, visible: false } })
  },
  chooseTime(event: WechatMiniprogram.CustomEvent<{ iso: string }>) {
    const { field } = this.data.sheet
    const { iso } = event.detail
    if (field === 'sampled_at') this.changeHealth({ sampled_at: iso })
    else this.change({ [field]: iso }, ['visit_from', 'visit_to'])
    this.closeTime()
  },

  changeHealth(part: Partial<HealthDraft>) {
    this.change({ health: { ...this.data.draft.health, ...part } }, ['health'])
  },
  chooseHealth(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { kind: Picture }>) {
    const { value } = event.detail
    const emptied = value ? {} : { [event.currentTarget.dataset.kind]: null }
    const name = event.currentTarget.dataset.kind === 'health_code' ? 'status' : 'result'
    this.changeHealth({ [name]: value, ...emptied })
  },
  async addPhoto(event: Tap<{ kind: Picture }>) {
    const { kind } = event.currentTarget.dataset
    const path = await choosePhoto()
    if (!path) return
    this.setData({ uploading: kind })
    try {
      this.changeHealth({ [kind]: await bring(path, kind) })
    } catch (thrown) {
      this.setData({ errors: { ...this.data.errors, [`health.${kind}`]: asProblem(thrown).detail } })
    } finally {
      this.setData({ uploading: '' })
    }
  },
  removePhoto(event: Tap<{ kind: Picture }>) {
    this.changeHealth({ [event.currentTarget.dataset.kind]: null })
  },

  /** In the tap itself: WeChat opens the subscription's panel only then. */
  submit() {
    const { form, invitation, visit, draft } = this.data
    if (!form || this.data.busy) return undefined
    const errors = problemsOf(draft, { form, invitation, visit, now: Date.now() } satisfies Terms)
    this.setData({ errors, failure: '' })
    if (Object.keys(errors).length) return this.pointAt(errors)
    return this.deliver(ask(form.subscribe_templates))
  },
  async deliver(asking: Promise<void>) {
    this.setData({ busy: true })
    await asking
    try {
      const visit = await this.sent()
      forgetDraft(draftName(this.query))
      wx.redirectTo({ url: `/packages/visitor/visit/index?id=${visit.id}&sent=1` })
    } catch (thrown) {
      this.failed(asProblem(thrown))
    } finally {
      this.setData({ busy: false })
    }
  },
  async sent(): Promise<Visit> {
    const { draft, invitation, visit } = this.data
    const form = this.data.form as ApplicationForm
    if (!visit) return submitVisit(visitIn(draft, form, invitation as Invitation))
    const patch = patchOf(draft, visit, form)
    if (patch) await repairVisit(visit.id, patch)
    return resubmitVisit(visit.id)
  },
  failed(problem: Problem) {
    // What was sent before its answer was lost has arrived: there is nothing left to send.
    if (problem.code === 'idempotency_key_reused' || (this.data.visit && problem.code === 'visit_not_in_state')) {
      forgetDraft(draftName(this.query))
      wx.switchTab({ url: '/pages/visits/index' })
      wx.showToast({ title: '上一次提交已经送到，请在这里查看。', icon: 'none' })
      return
    }
    const { errors, rest } = placed(problem.errors, this.data.form as ApplicationForm)
    this.setData({ errors, failure: failureWords(problem, Object.keys(errors).length ? rest || problem.detail : rest) })
    this.pointAt(errors)
  },
  pointAt(errors: Errors) {
    const anchor = firstAnchor(errors, this.data.form as ApplicationForm)
    if (anchor) wx.nextTick(() => wx.pageScrollTo({ selector: `#${anchor}`, offsetTop: -24 }))
  },
})

/** Each application has a draft of its own. */
const draftName = ({ code, visit }: { code?: string; visit?: string }): string =>
  visit ? `repair:${visit}` : `apply:${code}`
