/** What the form shows of the draft in words. */
import type { ApplicationForm, Invitation, Visit } from '../../../api/types'
import { millis, momentWords } from '../../../lib/time'
import type { Problem } from '../../../lib/problem'
import type { Draft } from './draft'
import { anchorOf } from './places'

/** The sections with an anchor for each field; the unit is a field only where the visitor chooses it. */
export function sectionViews(form: ApplicationForm, departmentOpen: boolean, repairing: boolean) {
  const shown = (key: string): boolean => {
    if (key === 'department_id') return departmentOpen
    return key !== 'phone' || !repairing
  }
  return form.sections
    .map(({ key, title, fields }) => ({
      key,
      title,
      fields: fields.filter((field) => shown(field.key)).map((field) => ({ ...field, anchor: anchorOf(field.key) })),
    }))
    .filter(({ fields }) => fields.length)
}

export interface Words {
  visit_from: string
  visit_to: string
  sampled_at: string
  department: string
  weekdays: { day: number; name: string; on: boolean }[]
}

export function draftWords(draft: Draft, now: number): Words {
  const moment = (iso: string): string => (iso ? momentWords(millis(iso), now) : '')
  return {
    visit_from: moment(draft.visit_from),
    visit_to: moment(draft.visit_to),
    sampled_at: moment(draft.health.sampled_at),
    department: draft.department?.name ?? '',
    weekdays: WEEKDAYS.map((name, index) => ({ day: index + 1, name, on: draft.weekdays.includes(index + 1) })),
  }
}

/** What the card above the form says: whom the visit is to. */
export function hostView(source: Invitation | Visit) {
  return {
    department: source.department.name,
    contact: source.contact.name,
    type: source.visitor_type === 'long_term' ? '长期访客' : '临时访客',
  }
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** The weekdays with `day` put in or taken out, in their order. */
export function toggled(weekdays: number[], day: number): number[] {
  return weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day].sort()
}

/** What stands above the button after a failed submission. */
export function failureWords(problem: Problem, rest: string): string {
  if (problem.unanswered) {
    return '没有等到学校的回应，申请可能已经送到，也可能没有。填写的内容都在，请再提交一次，不会重复申请。'
  }
  return rest || problem.detail
}
