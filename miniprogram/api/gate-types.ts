/** What the server answers at the gate. Names as in the API; times are RFC 3339 texts. */
import type { CompanionIn, DocumentIn, Ref, VisitCard } from './types'

export type Direction = 'in' | 'out'

/** `nonce` names this scan: sent again after a lost answer, it gets the same verdict. */
export interface ScanIn {
  code: string
  phone_tail?: string
  gate_id: string
  direction: Direction
  nonce: string
  override?: { reason: string }
}

/** Let pass without a code: the guard found the visit and has looked at the document. */
export interface ManualScanIn extends Omit<ScanIn, 'code' | 'phone_tail'> {
  visit_id: string
  reason: string
}

export interface ScanOut {
  passage_id: string
  verdict: 'admit' | 'refuse'
  reason: string | null
  message: string
  message_visitor?: string
  visit: VisitCard | null
  inside: boolean
  contact_phone?: string | null
  needs?: 'phone_tail' | null
  override_allowed?: boolean
}

export interface PresentRow {
  visit: VisitCard
  gate: Ref | null
  since: string
  overstayed: boolean
}

/** Let in by a pass that nobody knows; `shown` is what it called itself. */
export interface Unidentified {
  passage_id: string
  shown: string | null
  gate: Ref
  since: string
}

/** Somebody found by name, phone tail, plate or number. */
export interface Hit extends VisitCard {
  inside: boolean
}

/** Whom somebody at the gate asks for. */
export interface Contact extends Ref {
  department: { name: string }
}

export interface WalkInIn {
  contact_id: string
  gate_id: string
  visitor_name: string
  phone: string
  document: DocumentIn
  companions: CompanionIn[]
  visit_to: string
  purpose: string
  vehicle: { plate: string } | null
  consents: { notice: string; version: string }[]
}

/** Somebody registered at the gate; once the contact has agreed there is a pass. */
export interface WalkIn extends VisitCard {
  decided_by: string | null
  comment: string
  pass_number: string | null
  short_code: string | null
  inside: boolean
}
