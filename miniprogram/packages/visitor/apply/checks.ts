/** What is wrong with what was typed, by field. The server checks all of it again. */
import type { ApplicationForm, Visit } from '../../../api/types'
import type { CompanionDraft } from '../../../components/companions-input/model'
import type { DocumentDraft } from '../../../components/document-input/model'
import { whyOff } from '../../../components/time-sheet/model'
import { dateOf, millis } from '../../../lib/time'
import { checkDocument, checkIssuingState, checkName, checkPhone, checkPlate } from '../../../lib/validate'
import { fieldKeys, same } from './body'
import { ofVisit, type Draft, type HealthDraft } from './draft'
import { arrivalRange, departureRange } from './times'

export type Errors = Record<string, string>

export interface Terms {
  form: ApplicationForm
  invitation: { valid_from: string; valid_to: string; department_open: boolean } | null
  /** The returned visit that is repaired, or null. */
  visit: Visit | null
  now: number
}

const LONGEST_PURPOSE = 200

/** Field -> sentence, for every field that is not in order. */
export function problemsOf(draft: Draft, terms: Terms): Errors {
  const required = requiredKeys(terms.form)
  const today = dateOf(terms.now)
  const found: Errors = {
    visitor_name: checkName(draft.visitor_name).error,
    phone: terms.visit ? '' : checkPhone(draft.phone).error,
    ...documentErrors('document', draft.document, terms.visit !== null && sameKind(draft, terms.visit), today),
    ...timeErrors(draft, terms),
    ...weeklyErrors(draft),
    department_id: terms.invitation?.department_open && !draft.department ? '请选择到访的学院或部门。' : '',
    purpose: purposeError(draft.purpose),
    ...companionErrors(draft, terms, today),
    'vehicle.plate': draft.driving ? checkPlate(draft.plate).error : '',
    ...healthErrors(draft.health, terms.form, required),
  }
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence))
}

function requiredKeys(form: ApplicationForm): Set<string> {
  return new Set(form.sections.flatMap(({ fields }) => fields.filter(({ required }) => required).map(({ key }) => key)))
}

const sameKind = (draft: Draft, visit: Visit): boolean => draft.document.kind === visit.document.kind

function documentErrors(at: string, document: DocumentDraft, mayStay: boolean, today: string): Errors {
  if (mayStay && !document.number) return {}
  return {
    [`${at}.number`]: checkDocument(document.kind, document.number, today).error,
    [`${at}.issuing_state`]: document.kind === 'passport' ? checkIssuingState(document.issuing_state).error : '',
  }
}

function timeErrors(draft: Draft, { form, invitation, now }: Terms): Errors {
  if (!draft.visit_from || !draft.visit_to) {
    return {
      visit_from: draft.visit_from ? '' : '请选择到访时间。',
      visit_to: draft.visit_to ? '' : '请选择离开时间。',
    }
  }
  const departure = departureRange(draft.visit_from, form.limits, invitation, now)
  return {
    visit_from: whyOff(millis(draft.visit_from), arrivalRange(form.limits, invitation, now)),
    visit_to: whyOff(millis(draft.visit_to), departure),
  }
}

function weeklyErrors({ daily_from, daily_to }: Draft): Errors {
  if (!daily_from !== !daily_to) return { daily_to: '每日进校和离校时间要一起填写。' }
  return { daily_to: daily_from && daily_from >= daily_to ? '每日离校时间必须晚于进校时间。' : '' }
}

function purposeError(purpose: string): string {
  if (!purpose.trim()) return '请填写来访事由。'
  return Array.from(purpose.trim()).length > LONGEST_PURPOSE ? `来访事由最多${LONGEST_PURPOSE}个字，请精简。` : ''
}

/** Companions are sent as a whole: whoever changes one types the numbers of all again. */
function companionErrors(draft: Draft, { form, visit }: Terms, today: string): Errors {
  if (!fieldKeys(form).has('companions')) return {}
  if (visit && same(draft.companions, ofVisit(visit).companions)) return {}
  const each = draft.companions.map((companion, index) => companionError(companion, `companions.${index}`, today))
  return Object.assign({ companions: twice(draft) }, ...each)
}

function companionError({ name, document }: CompanionDraft, at: string, today: string): Errors {
  return { [`${at}.name`]: checkName(name).error, ...documentErrors(`${at}.document`, document, false, today) }
}

function twice({ document, companions }: Draft): string {
  const all = [document, ...companions.map((companion) => companion.document)].filter(({ number }) => number)
  const numbers = all.map(({ kind, number }) => `${kind} ${number.trim().toUpperCase()}`)
  return new Set(numbers).size < numbers.length ? '随行人员的证件号重复，请检查。' : ''
}

function healthErrors(health: HealthDraft, form: ApplicationForm, required: Set<string>): Errors {
  const missing = (key: string, given: boolean): string => (required.has(key) && !given ? '请填写这一项。' : '')
  const asked = fieldKeys(form).has('health.nucleic_acid')
  return {
    'health.health_code': missing('health.health_code', health.status !== ''),
    'health.travel_code': missing('health.travel_code', health.travel_code !== null),
    'health.nucleic_acid': missing('health.nucleic_acid', health.result !== ''),
    'health.nucleic_acid.sampled_at': asked && health.result && !health.sampled_at ? '请选择采样时间。' : '',
  }
}
