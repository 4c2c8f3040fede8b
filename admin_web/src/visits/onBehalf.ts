/** An application that staff fill in for a visitor: as it is typed, and as the API wants it. */
import type { VisitForIn } from '@/http/schema'
import { fromWall } from '@/ui/time'
import { blankHealth, healthBody, missingHealth, type Asked, type TypedHealth } from './health'

export interface TypedDocument {
  kind: VisitForIn['document']['kind']
  number: string
  issuing_state: string
}

export interface TypedCompanion {
  name: string
  document: TypedDocument
}

export interface TypedVisit {
  visitor_name: string
  phone: string
  document: TypedDocument
  visitor_type: 'temporary' | 'long_term'
  visit_from: string
  visit_to: string
  weekdays: number[]
  daily_from: string
  daily_to: string
  purpose: string
  contact_id: string
  department_id: string | undefined
  gate_ids: string[]
  companions: TypedCompanion[]
  plate: string
  health: TypedHealth
  consent_on_paper: boolean
}

export const blankDocument = (): TypedDocument => ({ kind: 'resident_id', number: '', issuing_state: '' })

export function blankVisit(): TypedVisit {
  return {
    visitor_name: '',
    phone: '',
    document: blankDocument(),
    visitor_type: 'temporary',
    visit_from: '',
    visit_to: '',
    weekdays: [],
    daily_from: '08:00',
    daily_to: '18:00',
    purpose: '',
    contact_id: '',
    department_id: undefined,
    gate_ids: [],
    companions: [],
    plate: '',
    health: blankHealth(),
    consent_on_paper: false,
  }
}

/** The sentences for what was left empty; null when nothing was. `asked` are the health items of today. */
export function missingIn(typed: TypedVisit, asked: readonly Asked[]): Record<string, string> | null {
  const missing: Record<string, string> = {}
  if (!typed.visitor_name.trim()) missing.visitor_name = '请填写访客的姓名。'
  if (!typed.phone.trim()) missing.phone = '请填写访客的手机号。'
  if (!typed.document.number.trim()) missing.document = '请填写证件号码。'
  if (!typed.visit_from || !typed.visit_to) missing.visit_to = '请选择到访时间。'
  if (!typed.purpose.trim()) missing.purpose = '请写明来访事由。'
  if (typed.companions.some(({ name, document }) => !name.trim() || !document.number.trim())) {
    missing.companions = '请填写每位随行人员的姓名和证件号码，或移除这一位。'
  }
  Object.assign(missing, missingHealth(typed.health, asked))
  if (!typed.consent_on_paper) missing.consent_on_paper = '请先让访客在纸质告知书上签字，再勾选这一项。'
  return Object.keys(missing).length ? missing : null
}

/** The request's body; weekly hours belong to long-term visitors only. */
export function visitBody(typed: TypedVisit, asked: readonly Asked[]): VisitForIn {
  const weekly = { weekdays: typed.weekdays.length ? [...typed.weekdays].sort() : null, daily_from: typed.daily_from, daily_to: typed.daily_to }
  return {
    visitor_name: typed.visitor_name,
    phone: typed.phone,
    document: documentBody(typed.document),
    visitor_type: typed.visitor_type,
    visit_from: fromWall(typed.visit_from),
    visit_to: fromWall(typed.visit_to),
    purpose: typed.purpose,
    companions: typed.companions.map(({ name, document }) => ({ name, document: documentBody(document) })),
    vehicle: typed.plate.trim() ? { plate: typed.plate } : null,
    health: healthBody(typed.health, asked),
    consent_on_paper: true,
    ...(typed.visitor_type === 'long_term' ? weekly : {}),
    ...(typed.contact_id ? { contact_id: typed.contact_id } : {}),
    ...(typed.department_id ? { department_id: typed.department_id } : {}),
    ...(typed.gate_ids.length ? { gate_ids: typed.gate_ids } : {}),
  }
}

function documentBody({ kind, number, issuing_state }: TypedDocument): VisitForIn['document'] {
  const state = issuing_state.trim().toUpperCase()
  return kind === 'passport' && state ? { kind, number, issuing_state: state } : { kind, number }
}
