/** What the guard sees of a verdict, whoever gave it: the server, or the desk by itself. */
import { ADMITTED, FOR_GUARD, FOR_VISITOR, otherGates, WELCOME } from './offline/sentences'
import type { Decision, Shown } from './offline/decide'
import type { Direction, Gate, Reason, ScanRecord, SnapshotPass } from './offline/types'
import { MAY_OVERRIDE } from './offline/verdict'
import type { ScanOut, VisitCard } from './api'

/** What the guard asks. `manual` says why no code was shown, `override` why the record is wrong about presence. */
export interface Asking {
  shown: Shown
  gate_id: string
  direction: Direction
  companions: number[] | null
  companions_present: number | null
  override: string | null
  manual: string | null
}

export interface Person {
  visit_id: string
  name: string
  document: string
  plate: string | null
  from: string
  to: string
  department: string
  contact: string
  phone: string | null
  companions: string[]
}

export interface Answer {
  nonce: string
  at: Date
  asking: Asking
  admitted: boolean
  message: string
  to_visitor: string
  person: Person | null
  needs: 'phone_tail' | null
  may_override: boolean
  /** Decided without the server. */
  offline: boolean
  /** What the server calls it; null where the desk has decided. */
  passage_id: string | null
  /** What it rests on: the pass as it was before. */
  ruling: Ruling
}

export type Ruling = Omit<Decision, 'needs'>

const KEPT = 8

/** `answers` with the new one in front; the oldest are dropped. */
export function withAnswer(answers: readonly Answer[], fresh: Answer): Answer[] {
  return [fresh, ...answers].slice(0, KEPT)
}

/** The server's verdict; what the desk knows of the visitor besides comes from its own store. */
export function fromServer(asking: Asking, nonce: string, said: ScanOut, at: Date, ruling: Ruling): Answer {
  return {
    nonce,
    at,
    asking,
    admitted: said.verdict === 'admit',
    message: said.message,
    to_visitor: said.message_visitor,
    person: said.visit && { ...(ruling.pass ? personOf(ruling.pass) : personOn(said.visit)), phone: said.contact_phone },
    needs: said.needs,
    may_override: said.override_allowed,
    offline: false,
    passage_id: said.passage_id,
    ruling,
  }
}

/** The desk's own verdict; `gates` are those it knows by name. */
export function fromDesk(asking: Asking, nonce: string, decision: Decision, at: Date, gates: readonly Gate[] = []): Answer {
  const { needs, ...ruling } = decision
  const { reason, pass } = ruling
  return {
    nonce,
    at,
    asking,
    admitted: reason === null,
    ...said(asking.direction, reason, pass, gates),
    ...(needs && { message: '请再输入访客登记手机号的后4位。' }),
    person: pass && reason !== 'unknown' ? personOf(pass) : null,
    needs,
    may_override: reason !== null && MAY_OVERRIDE.includes(reason),
    offline: true,
    passage_id: null,
    ruling,
  }
}

function said(direction: Direction, reason: Reason | null, pass: SnapshotPass | null, gates: readonly Gate[]): Pick<Answer, 'message' | 'to_visitor'> {
  if (!reason) return { message: ADMITTED[direction], to_visitor: WELCOME[direction] }
  const open = reason === 'wrong_gate' ? gates.filter(({ id }) => pass?.gates?.includes(id)) : []
  if (open.length) return otherGates(open.map(({ name }) => name))
  return { message: FOR_GUARD[reason], to_visitor: FOR_VISITOR[reason] }
}

/** The green answer taken back. */
export function sentAway(answer: Answer, reason: string): Answer {
  return { ...answer, admitted: false, message: `不放行：${reason}`, to_visitor: '请联系对接人或保卫处。', may_override: false }
}

/** The row that the desk keeps of an answer; `at` (ms) is when the server had it, null where it has not. */
export function recordOf(answer: Answer, at: number | null): ScanRecord {
  const { shown, ...asking } = answer.asking
  const { pass, short, step, reason } = answer.ruling
  return {
    ...asking,
    nonce: answer.nonce,
    code: 'code' in shown ? shown.code : null,
    pass_number: pass?.pass_number ?? null,
    short,
    scanned_at: answer.at.toISOString(),
    verdict: answer.admitted ? 'admit' : 'refuse',
    reason,
    step,
    state: at === null ? 'waiting' : 'settled',
    settled_at: at,
  }
}

export function personOf({ visit }: SnapshotPass): Person {
  return {
    visit_id: visit.id,
    name: visit.visitor_name,
    document: visit.document_tail,
    plate: visit.plate,
    from: visit.visit_from,
    to: visit.visit_to,
    department: visit.department,
    contact: visit.contact.name,
    phone: visit.contact.phone ?? null,
    companions: visit.companions,
  }
}

/** From the card that the server shows of a visit. */
export function personOn(visit: VisitCard): Person {
  return {
    visit_id: visit.id,
    name: visit.visitor_name,
    document: tailOf(visit.document.number_masked),
    plate: visit.vehicle?.plate ?? null,
    from: visit.visit_from,
    to: visit.visit_to,
    department: visit.department.name,
    contact: visit.contact.name,
    phone: null,
    companions: visit.companions.map(({ name }) => name),
  }
}

/** What a masked number shows of its end: enough to compare with the document in one's hand. */
export function tailOf(masked: string): string {
  return /[^*]*$/.exec(masked)?.[0] ?? ''
}
