/** What the desk knows while the network is away, as GET gate/snapshot says it, and what it records itself. */

export type Direction = 'in' | 'out'

/** Why the gate stays shut: the server's closed list (server/gate/verdict.py). */
export type Reason =
  | 'unknown'
  | 'malformed'
  | 'stale'
  | 'replayed'
  | 'not_yet'
  | 'over'
  | 'wrong_hours'
  | 'wrong_gate'
  | 'revoked'
  | 'already_inside'
  | 'not_inside'
  | 'blocklisted'
  | 'too_many_entries'
  | 'companion_not_listed'

export interface Policy {
  step_seconds: number
  skew_steps: number
  early_minutes: number
  /** 0: any number inside the window. */
  temporary_entries: number
  exit_without_entry: 'refuse' | 'record'
  zone: string
}

export interface PassVisit {
  id: string
  number: string
  visitor_name: string
  visitor_type: string
  status: string
  visit_from: string
  visit_to: string
  weekdays: number[] | null
  daily_from: string | null
  daily_to: string | null
  department: string
  contact: { name: string; phone?: string | null }
  companions: string[]
  plate: string | null
  document_tail: string
  phone_tail: string
}

/** One pass with what is needed to decide about it for a day or two. */
export interface SnapshotPass {
  pass_number: string
  visit: PassVisit
  /** The gates it is limited to; null: all. */
  gates: string[] | null
  short_code_hash: string
  /** The day's secret (base32) by the day in the school's zone. */
  secrets: Record<string, string>
  inside: boolean
  inside_since: string | null
  /** When they ought to be out again; null while nobody is inside. */
  leave_by: string | null
  entries: number
  last_step_in: number
  last_step_out: number
  revoked: boolean
  blocked: boolean
}

export interface Gate {
  id: string
  name: string
}

export interface Snapshot {
  cursor: string
  /** Whether it replaces what is known, rather than changing some of it. */
  full: boolean
  generated_at: string
  policy: Policy
  gates: Gate[]
  /** Also those of other devices, to send somebody to. */
  all_gates: Gate[]
  passes: SnapshotPass[]
  gone: string[]
}

/** After the green answer the guard sent somebody away; besides, how the pass looked before they came. */
export interface TurnedAway extends Pick<SnapshotPass, 'inside' | 'inside_since' | 'entries'> {
  reason: string
  at: string
}

/** A scan as the desk has answered it. Written before the answer is shown. */
export interface ScanRecord {
  nonce: string
  /** What was scanned or typed; null for a visit found by searching. */
  code: string | null
  pass_number: string | null
  /** Whether a short code was shown instead of the rotating one. */
  short: boolean
  gate_id: string
  direction: Direction
  scanned_at: string
  verdict: 'admit' | 'refuse'
  reason: Reason | null
  /** The accepted time step; null where none was. */
  step: number | null
  companions: number[] | null
  companions_present: number | null
  /** Found by search, the document compared by eye: why. */
  manual: string | null
  /** Why the guard let somebody pass whom the record says has passed already. */
  override: string | null
  turned_away?: TurnedAway
  /** The device that decided, where that was before this one was enrolled anew. */
  recorded_by?: string
  /** `waiting` to be uploaded, `settled` with the server, `stuck`: the server cannot take it. */
  state: 'waiting' | 'settled' | 'stuck'
  /** When the server was known to have it, on this device's clock (ms); null while it has not. */
  settled_at: number | null
}
