/** Somebody without an appointment, as the guard types them; checked by the phone's rules for numbers. Pure. */
import { checkDocument, checkIssuingState } from '@formats/documents'
import { checkName } from '@formats/person-name'
import { checkPhone } from '@formats/phone'
import { checkPlate } from '@formats/plate'
import type { WalkInIn } from './api'

type Kind = WalkInIn['document']['kind']

export interface TypedWalkIn {
  contact_id: string
  visitor_name: string
  phone: string
  kind: Kind
  number: string
  issuing_state: string
  purpose: string
  /** How long the visitor will stay. */
  hours: number
  plate: string
  /** None: all gates. */
  gate_ids: string[]
  consent: boolean
}

export const blankWalkIn = (): TypedWalkIn => ({
  contact_id: '',
  visitor_name: '',
  phone: '',
  kind: 'resident_id',
  number: '',
  issuing_state: '',
  purpose: '',
  hours: 2,
  plate: '',
  gate_ids: [],
  consent: false,
})

/** The sentence for each field that cannot be right; empty when all may be. `today` as 2026-11-23. */
export function wrongIn(typed: TypedWalkIn, today: string): Record<string, string> {
  const wrong = {
    contact_id: typed.contact_id ? '' : '请查找并选择访客要找的人。',
    visitor_name: checkName(typed.visitor_name).error,
    phone: checkPhone(typed.phone).error,
    document: checkDocument(typed.kind, typed.number, today).error || stateError(typed),
    purpose: typed.purpose.trim() ? '' : '请写明来访事由。',
    vehicle: typed.plate.trim() ? checkPlate(typed.plate).error : '',
    consents: typed.consent ? '' : '请先请访客阅读并同意告知书，再勾选这一项。',
  }
  return Object.fromEntries(Object.entries(wrong).filter(([, sentence]) => sentence))
}

function stateError({ kind, issuing_state }: TypedWalkIn): string {
  return kind === 'passport' && issuing_state.trim() ? checkIssuingState(issuing_state).error : ''
}

interface Place {
  gate_id: string
  notice: { key: string; version: string }
  /** The server's time in ms. */
  now: number
}

/** The request's body. */
export function walkInBody(typed: TypedWalkIn, { gate_id, notice, now }: Place): WalkInIn {
  const { contact_id, visitor_name, phone, kind, number, issuing_state, purpose } = typed
  const state = issuing_state.trim().toUpperCase()
  return {
    ...{ contact_id, gate_id, visitor_name, phone, purpose },
    document: { kind, number, ...(kind === 'passport' && state ? { issuing_state: state } : {}) },
    visit_to: new Date(now + typed.hours * 3_600_000).toISOString(),
    vehicle: typed.plate.trim() ? { plate: typed.plate } : null,
    gate_ids: typed.gate_ids.length ? typed.gate_ids : null,
    consents: [{ notice: notice.key, version: notice.version }],
  }
}
