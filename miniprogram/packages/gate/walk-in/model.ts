/** 现场登记: what the guard types for somebody without an appointment. */
import type { Contact, WalkInIn } from '../../../api/gate-types'
import type { ApplicationForm, DocumentIn } from '../../../api/types'
import type { CompanionDraft } from '../../../components/companions-input/model'
import { type DocumentDraft, NO_DOCUMENT } from '../../../components/document-input/model'
import type { Problem } from '../../../lib/problem'
import { dateOf, isoOf, millis } from '../../../lib/time'
import { checkDocument, checkIssuingState, checkName, checkPhone, checkPlate } from '../../../lib/validate'

export interface Typed {
  contact: Contact | null
  visitor_name: string
  phone: string
  document: DocumentDraft
  companions: CompanionDraft[]
  purpose: string
  /** One of STAYS. */
  stay: string
  plate: string
  consented: boolean
}

export type Notice = ApplicationForm['notice']
export type Wrong = Record<string, string>

const HOUR = 3_600_000
const EVENING = '22:00'
const HOURS: Record<string, number> = { '1 小时': 1, '2 小时': 2, '4 小时': 4 }

export const STAYS = [...Object.keys(HOURS), '到今晚 22:00']
export const PURPOSES = ['拜访教职工', '送货取件', '设备维修', '接送学生', '办理业务']

export const BLANK: Typed = {
  contact: null,
  visitor_name: '',
  phone: '',
  document: NO_DOCUMENT,
  companions: [],
  purpose: '',
  stay: '2 小时',
  plate: '',
  consented: false,
}

/** When the visitor leaves at the latest. In the evening itself an hour is meant. */
export function leaveBy(stay: string, now: number): number {
  const evening = millis(isoOf(dateOf(now), EVENING))
  const hours = HOURS[stay]
  if (hours) return now + hours * HOUR
  return evening > now ? evening : now + HOUR
}

/** Field -> sentence, as the server would say it too; null when everything is in order. */
export function wrongIn(typed: Typed, now: number): Wrong | null {
  const today = dateOf(now)
  const found: Wrong = {
    contact_id: typed.contact ? '' : '请选择访客要找的人。',
    visitor_name: checkName(typed.visitor_name).error,
    phone: checkPhone(typed.phone).error,
    ...documentErrors('document', typed.document, today),
    purpose: typed.purpose.trim() ? '' : '请写明来访事由。',
    ...Object.assign({}, ...typed.companions.map((companion, place) => companionErrors(companion, place, today))),
    'vehicle.plate': typed.plate ? checkPlate(typed.plate).error : '',
    consents: typed.consented ? '' : '请让访客看过告知书，同意后再登记。',
  }
  const wrong = Object.entries(found).filter(([, sentence]) => sentence)
  return wrong.length ? Object.fromEntries(wrong) : null
}

function companionErrors({ name, document }: CompanionDraft, place: number, today: string): Wrong {
  const at = `companions.${place}`
  return { [`${at}.name`]: checkName(name).error, ...documentErrors(`${at}.document`, document, today) }
}

function documentErrors(at: string, { kind, number, issuing_state }: DocumentDraft, today: string): Wrong {
  return {
    [`${at}.number`]: checkDocument(kind, number, today).error,
    [`${at}.issuing_state`]: kind === 'passport' ? checkIssuingState(issuing_state).error : '',
  }
}

function documentIn({ kind, number, issuing_state }: DocumentDraft, today: string): DocumentIn {
  return { kind, number: checkDocument(kind, number, today).value, ...(kind === 'passport' ? { issuing_state } : {}) }
}

/** The request's body; `typed` is in order. */
export function bodyOf(typed: Typed, gateId: string, notice: Notice, now: number): WalkInIn {
  const today = dateOf(now)
  return {
    contact_id: typed.contact?.id ?? '',
    gate_id: gateId,
    visitor_name: checkName(typed.visitor_name).value,
    phone: checkPhone(typed.phone).value,
    document: documentIn(typed.document, today),
    companions: typed.companions.map(({ name, document }) => ({
      name: checkName(name).value,
      document: documentIn(document, today),
    })),
    visit_to: new Date(leaveBy(typed.stay, now)).toISOString(),
    purpose: typed.purpose.trim(),
    vehicle: typed.plate ? { plate: checkPlate(typed.plate).value } : null,
    consents: [{ notice: notice.key, version: notice.version }],
  }
}

/** A refusal on the fields it is about; what belongs to no field of the form is said for all. */
export function wrongOf({ errors, detail }: Problem): { wrong: Wrong; failure: string } {
  const wrong: Wrong = Object.fromEntries(errors.map(({ field, message }) => [field, message]))
  const unplaced = errors.find(({ field }) => field.startsWith('visit_') || field === 'gate_id')
  return { wrong, failure: unplaced?.message ?? (errors.length ? '' : detail) }
}
