import { beforeEach, describe, expect, it } from 'vitest'
import { FILLED, FORM, INVITATION, NOW, RETURNED } from '../../../testing/application'
import { NO_COMPANION } from '../../../components/companions-input/model'
import { useOffset } from '../../../lib/time'
import { Problem } from '../../../lib/problem'
import { patchOf, visitIn } from './body'
import { problemsOf, type Terms } from './checks'
import { ofInvitation, ofVisit, resumed, type Draft } from './draft'
import { draftWords, failureWords, sectionViews, toggled } from './model'
import { anchorOf, askedFields, firstAnchor, placed } from './places'
import { arrivalRange, departureRange } from './times'

const NEW: Terms = { form: FORM, invitation: INVITATION, visit: null, now: NOW }
const REPAIR: Terms = { form: FORM, invitation: null, visit: RETURNED, now: NOW }
const iso = (text: string) => `${text}:00+08:00`
const wrong = (part: Partial<Draft>, terms = NEW) => problemsOf({ ...FILLED, ...part }, terms)

beforeEach(() => useOffset(480))

describe('a draft of an invitation', () => {
  it('takes over what the invitation knows', () => {
    const draft = ofInvitation(INVITATION, FORM.limits, '13800138000')
    expect(draft).toMatchObject({ visitor_name: '刘洋', phone: '13800138000', purpose: '学术交流', visit_from: '' })
  })

  it('takes over a time that was meant, not a window of days', () => {
    const meant = { ...INVITATION, valid_from: '2026-11-24T06:00:00+00:00', valid_to: '2026-11-24T08:00:00+00:00' }
    expect(ofInvitation(meant, FORM.limits, '')).toMatchObject({ visit_from: iso('2026-11-24T14:00') })
  })

  it('is taken up again without the pictures WeChat has thrown away, but with what was uploaded', () => {
    const health = { ...FILLED.health, health_code: { id: 'f1', path: 'wxfile://tmp/1' } }
    expect(resumed({ ...FILLED, health }).health).toEqual({ ...health, health_code: { id: 'f1', path: '' } })
    expect(resumed(FILLED)).toEqual(FILLED)
  })

  it('leaves the unit open where the invitation does', () => {
    expect(ofInvitation({ ...INVITATION, department_open: true }, FORM.limits, '').department).toBeNull()
  })
})

describe('checking', () => {
  it('finds nothing wrong with a complete application', () => {
    expect(problemsOf(FILLED, NEW)).toEqual({})
  })

  it('names every field that is missing at once', () => {
    const empty = { ...ofInvitation(INVITATION, FORM.limits, ''), visitor_name: '', purpose: ' ' }
    expect(Object.keys(problemsOf(empty, NEW)).sort()).toEqual([
      'document.number',
      'health.health_code',
      'phone',
      'purpose',
      'visit_from',
      'visit_to',
      'visitor_name',
    ])
  })

  it.each([
    [{ visit_from: iso('2026-11-23T08:00') }, 'visit_from', '已经过去'],
    [{ visit_to: iso('2026-11-24T13:00') }, 'visit_to', '晚于到访时间'],
    [{ visit_to: iso('2026-11-28T13:00') }, 'visit_to', '最长72小时'],
    [{ visit_from: iso('2026-12-02T09:00'), visit_to: iso('2026-12-02T10:00') }, 'visit_from', '邀请到'],
    [{ driving: true }, 'vehicle.plate', '请填写车牌号'],
    [{ daily_from: '08:00' }, 'daily_to', '一起填写'],
    [{ daily_from: '18:00', daily_to: '08:00' }, 'daily_to', '晚于进校'],
    [{ purpose: '𠮷'.repeat(201) }, 'purpose', '最多200个字'],
    [{ health: { ...FILLED.health, result: 'negative' as const } }, 'health.nucleic_acid.sampled_at', '采样时间'],
  ])('%j is wrong at %s', (part, field, why) => expect(wrong(part)[field]).toContain(why))

  it('wants the unit only where the visitor chooses it', () => {
    const open = { ...NEW, invitation: { ...INVITATION, department_open: true } }
    expect(wrong({ department: null }, open)).toHaveProperty('department_id')
    expect(wrong({ department: null })).toEqual({})
  })

  it('checks each companion, and that no document comes twice', () => {
    const same = { ...NO_COMPANION, name: '陈晨', document: FILLED.document }
    expect(wrong({ companions: [NO_COMPANION, same] })).toEqual({
      'companions.0.name': '请填写姓名。',
      'companions.0.document.number': '请填写证件号码。',
      companions: '随行人员的证件号重复，请检查。',
    })
  })
})

describe('an application to send', () => {
  it('is normalised, and the same each time', () => {
    const body = visitIn({ ...FILLED, phone: '138 0013 8000', driving: true, plate: '京a·12345' }, FORM, INVITATION)
    expect(body).toMatchObject({
      phone: '+8613800138000',
      vehicle: { plate: '京A12345' },
      health: { health_code: { status: 'green' } },
      consents: [{ notice: 'privacy', version: '2026-11' }],
    })
    expect(body).not.toHaveProperty('department_id')
    expect(body).not.toHaveProperty('weekdays')
    expect(JSON.stringify(visitIn(FILLED, FORM, INVITATION))).toBe(JSON.stringify(visitIn(FILLED, FORM, INVITATION)))
  })

  it('says nothing of health modules the school has switched off', () => {
    const off = { ...FORM, sections: FORM.sections.filter(({ key }) => key !== 'health') }
    expect(visitIn(FILLED, off, INVITATION).health).toBeNull()
  })

  it('names the chosen unit where it was open', () => {
    const body = visitIn(FILLED, FORM, { ...INVITATION, department_open: true })
    expect(body.department_id).toBe('d1')
  })
})

describe('a returned visit', () => {
  const draft = ofVisit(RETURNED)

  it('is filled in but for the numbers the server hides, and needs none of them again', () => {
    expect(draft).toMatchObject({ purpose: '学术交流', driving: true, plate: '京A12345' })
    expect(problemsOf(draft, REPAIR)).toEqual({})
    expect(patchOf(draft, RETURNED, FORM)).toBeNull()
  })

  it('sends only what was changed', () => {
    const changed = { ...draft, purpose: ' 设备验收 ', driving: false }
    expect(patchOf(changed, RETURNED, FORM)).toEqual({ purpose: '设备验收', vehicle: null })
    expect(patchOf({ ...draft, document: FILLED.document }, RETURNED, FORM)).toEqual({
      document: { kind: 'resident_id', number: '110101190003070010' },
    })
  })

  it('takes weekdays and hours away with null', () => {
    const weekly = { ...RETURNED, weekdays: [1], daily_from: '08:00', daily_to: '18:00' }
    const cleared = { ...ofVisit(weekly), weekdays: [], daily_from: '', daily_to: '' }
    expect(patchOf(cleared, weekly, FORM)).toEqual({ weekdays: null, daily_from: null, daily_to: null })
  })

  it('wants every number again once the companions are changed', () => {
    const more = { ...draft, companions: [...draft.companions, { ...NO_COMPANION, name: '王强' }] }
    expect(Object.keys(problemsOf(more, REPAIR))).toEqual([
      'companions.0.document.number',
      'companions.1.document.number',
    ])
  })

  it('wants the number with another kind of document', () => {
    const other = { ...draft, document: { kind: 'taiwan_permit' as const, number: '', issuing_state: '' } }
    expect(problemsOf(other, REPAIR)).toHaveProperty(['document.number'])
  })

  it('points at what the approver asked for, and at nothing else', () => {
    expect(askedFields(RETURNED.fields_to_repair, FORM)).toEqual({ purpose: true, vehicle: true })
    expect(askedFields(['document.number'], FORM)).toEqual({ document: true })
    expect(askedFields(['health'], FORM)).toEqual({ 'health.health_code': true, 'health.nucleic_acid': true })
    expect(askedFields(null, FORM)).toEqual({})
  })
})

describe('times', () => {
  it('begin an hour ago or with the invitation, and end with it or as far ahead as may be booked', () => {
    const range = arrivalRange(FORM.limits, INVITATION, NOW)
    expect(range.from.at).toBe(NOW - 3_600_000)
    expect(range.to).toMatchObject({ at: Date.parse(INVITATION.valid_to) })
    expect(arrivalRange(FORM.limits, null, NOW).to.why).toBe('最多可提前60天预约。')
    const later = { ...INVITATION, valid_from: '2026-11-25T00:00:00+08:00' }
    expect(arrivalRange(FORM.limits, later, NOW).from.why).toBe('邀请从 11月25日 周三 00:00 起有效。')
  })

  it('end three days after the arrival at most', () => {
    const range = departureRange(iso('2026-11-24T14:00'), FORM.limits, INVITATION, NOW)
    expect(range.to).toEqual({ at: Date.parse(iso('2026-11-27T14:00')), why: '一次来访最长72小时。' })
    const long = { ...FORM.limits, longest_hours: 200 * 24 }
    expect(departureRange('', long, null, NOW).to.why).toBe('长期访客最长200天。')
  })
})

describe('errors of the server', () => {
  it('stand at their fields; the rest is said beside the button', () => {
    const problems = [
      { field: 'companions.1.document', code: 'x', message: '号码有误。' },
      { field: 'invitation_code', code: 'invitation_expired', message: '邀请码已过期。' },
    ]
    const { errors, rest } = placed(problems, FORM)
    expect(errors).toEqual({ 'companions.1.document': '号码有误。' })
    expect(rest).toBe('邀请码已过期。')
    expect(firstAnchor(errors, FORM)).toBe(anchorOf('companions'))
  })

  it('are shown from the first on the form', () => {
    expect(firstAnchor({ 'vehicle.plate': 'x', 'document.number': 'y' }, FORM)).toBe('f-document')
    expect(firstAnchor({ 'health.nucleic_acid.sampled_at': 'x' }, FORM)).toBe('f-health-nucleic_acid')
    expect(firstAnchor({}, FORM)).toBe('')
  })

  it('leave nobody in doubt whether to try again', () => {
    const lost = new Problem({ status: 0, code: 'offline', detail: '网络连接不上。' })
    expect(failureWords(lost, '')).toContain('不会重复申请')
    const refused = new Problem({ status: 409, code: 'too_many_open_visits', detail: '您还有多个进行中的预约。' })
    expect(failureWords(refused, '')).toBe('您还有多个进行中的预约。')
  })
})

describe('the form', () => {
  const keys = (open: boolean, repairing: boolean) =>
    sectionViews(FORM, open, repairing).flatMap(({ fields }) => fields.map(({ key }) => key))

  it('asks for the unit only where it is open, and not for a phone that cannot be changed any more', () => {
    expect(keys(false, false)).not.toContain('department_id')
    expect(keys(true, false)).toContain('department_id')
    expect(keys(false, true)).not.toContain('phone')
  })

  it('says times as people do', () => {
    expect(draftWords(FILLED, NOW)).toMatchObject({ visit_from: '明天 14:00', sampled_at: '', department: '计算机学院' })
  })

  it('takes weekdays in and out in their order', () => {
    expect(toggled([1, 5], 3)).toEqual([1, 3, 5])
    expect(toggled([1, 3], 1)).toEqual([3])
  })
})
