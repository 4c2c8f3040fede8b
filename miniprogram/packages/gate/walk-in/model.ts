/** 现场登记: what the guard types for somebody without an appointment, and what became of it. */
import type { Contact, WalkIn, WalkInIn } from '../../../api/gate-types'
import type { ApplicationForm } from '../../../api/types'
import type { DocumentDraft } from '../../../components/document-input/model'
import type { Problem } from '../../../lib/problem'
import { type Tone, visitStatus } from '../../../lib/status'
import { clockOf, dateOf, isoOf, millis, waitedWords } from '../../../lib/time'
import { checkDocument, checkIssuingState, checkName, checkPhone, checkPlate } from '../../../lib/validate'

export interface Typed {
  contact: Contact | null
  visitor_name: string
  phone: string
  document: DocumentDraft
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
  document: { kind: 'resident_id', number: '', issuing_state: '' },
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
  const { kind, number, issuing_state } = typed.document
  const found: Wrong = {
    contact_id: typed.contact ? '' : '请选择访客要找的人。',
    visitor_name: checkName(typed.visitor_name).error,
    phone: checkPhone(typed.phone).error,
    'document.number': checkDocument(kind, number, dateOf(now)).error,
    'document.issuing_state': kind === 'passport' ? checkIssuingState(issuing_state).error : '',
    purpose: typed.purpose.trim() ? '' : '请写明来访事由。',
    'vehicle.plate': typed.plate ? checkPlate(typed.plate).error : '',
    consents: typed.consented ? '' : '请让访客看过告知书，同意后再登记。',
  }
  const wrong = Object.entries(found).filter(([, sentence]) => sentence)
  return wrong.length ? Object.fromEntries(wrong) : null
}

/** The request's body; `typed` is in order. */
export function bodyOf(typed: Typed, gateId: string, notice: Notice, now: number): WalkInIn {
  const { kind, number, issuing_state } = typed.document
  return {
    contact_id: typed.contact?.id ?? '',
    gate_id: gateId,
    visitor_name: checkName(typed.visitor_name).value,
    phone: checkPhone(typed.phone).value,
    document: {
      kind,
      number: checkDocument(kind, number, dateOf(now)).value,
      ...(kind === 'passport' ? { issuing_state } : {}),
    },
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

export interface Card {
  id: string
  name: string
  state: string
  tone: Tone
  contact: string
  words: string
  /** For the guard to let pass: only once the contact has agreed, and before the visitor is inside. */
  shortCode: string
  phoneTail: string
}

export function cardOf(walkIn: WalkIn, now: number): Card {
  const { word, tone } = visitStatus(walkIn.status)
  return {
    id: walkIn.id,
    name: walkIn.visitor_name,
    state: walkIn.inside ? '已入校' : word,
    tone,
    contact: `找 ${walkIn.department.name} · ${walkIn.contact.name}`,
    words: becameOf(walkIn, now),
    shortCode: walkIn.status === 'approved' && !walkIn.inside ? walkIn.short_code ?? '' : '',
    phoneTail: walkIn.phone_masked.slice(-4),
  }
}

function becameOf({ status, contact, created_at, decided_by, comment, visit_to, inside }: WalkIn, now: number): string {
  if (status === 'in_review') return `已通知 ${contact.name}，${waitedWords(millis(created_at), now)}`
  if (status === 'approved' && decided_by) {
    return inside ? `请在 ${clockOf(millis(visit_to))} 前离校` : `${decided_by} 已同意，可以放行`
  }
  return decided_by ? [`${decided_by} 没有同意`, comment].filter(Boolean).join('：') : ''
}

/** Whether anybody still waits at the gate: then the list is asked for again and again. */
export const anyWaiting = (cards: Card[]): boolean => cards.some(({ tone }) => tone === 'warning')
