/** Whether the gate opens: the rules of server/gate/verdict.py, held to them by tests/vectors/gate_verdicts.json. */
import type { Direction, Policy, Reason, SnapshotPass } from './types'
import { withinHours } from './zone'

/** Presence is what a forgotten scan gets wrong, so a guard who sees the person may know better, and says why. */
export const MAY_OVERRIDE: readonly Reason[] = ['already_inside', 'not_inside']

/** What was shown. `matched`: it belongs to the pass now. `step`: of a rotating code. `stale`: a code once right. */
export interface Credential {
  matched: boolean
  step: number | null
  stale: boolean
}

/** What the guard wants to let happen; `companions` are the places of those ticked on the visit's list. */
export interface Asked {
  direction: Direction
  gate_id: string
  companions_present: number | null
  companions: number[] | null
  override: boolean
}

/** The pass and visit behind the credential; `gates` null means every gate. */
export interface Holder {
  status: string
  visitor_type: string
  visit_from: string
  visit_to: string
  weekdays: number[] | null
  daily_from: string | null
  daily_to: string | null
  companions: number
  gates: string[] | null
  revoked: boolean
  blocked: boolean
  inside: boolean
  entries: number
  last_step_in: number
  last_step_out: number
}

type Rules = Omit<Policy, 'step_seconds' | 'skew_steps'>

export function holderOf({ visit, ...pass }: SnapshotPass): Holder {
  return { ...visit, ...pass, companions: visit.companions.length }
}

/** Why the gate stays shut at `at` (ms); null to admit. Leaving is never refused because of the time, the gate or the visit. */
export function refusal(shown: Credential, holder: Holder, asked: Asked, at: number, policy: Rules): Reason | null {
  if (!shown.matched) return shown.stale ? 'stale' : 'unknown'
  const last = asked.direction === 'in' ? holder.last_step_in : holder.last_step_out
  if (shown.step !== null && shown.step <= last) return 'replayed'
  if (asked.direction === 'in') return standing(holder, asked, at, policy) ?? entering(holder, asked, policy)
  const missed = !holder.inside && !asked.override
  return missed && policy.exit_without_entry === 'refuse' ? 'not_inside' : null
}

/** Whether the visit itself is good here and now, whoever shows it. */
function standing(holder: Holder, asked: Asked, at: number, policy: Rules): Reason | null {
  const early = policy.early_minutes * 60_000
  if (at > Date.parse(holder.visit_to) || holder.status === 'expired' || holder.status === 'finished') return 'over'
  if (holder.revoked || holder.status !== 'approved') return 'revoked'
  if (holder.blocked) return 'blocklisted'
  if (at < Date.parse(holder.visit_from) - early) return 'not_yet'
  if (holder.visitor_type === 'long_term' && !inHours(holder, at, early, policy.zone)) return 'wrong_hours'
  return holder.gates && !holder.gates.includes(asked.gate_id) ? 'wrong_gate' : null
}

/** Daily hours, widened at their beginning by the early arrival allowed. */
function inHours(holder: Holder, at: number, early: number, zone: string): boolean {
  return [at, at + early].some((moment) => withinHours(moment, zone, holder))
}

function entering(holder: Holder, asked: Asked, policy: Rules): Reason | null {
  if (holder.inside && !asked.override) return 'already_inside'
  const allowed = holder.visitor_type === 'temporary' ? policy.temporary_entries : 0
  if (allowed && holder.entries >= allowed) return 'too_many_entries'
  return allListed(holder.companions, asked) ? null : 'companion_not_listed'
}

/** Whether everyone who comes along is on the visit's list; where names were ticked, only those count. */
function allListed(registered: number, { companions, companions_present: present }: Asked): boolean {
  if (companions?.some((place) => place < 0 || place >= registered)) return false
  const expected = companions ? new Set(companions).size : registered
  return present === null || present <= expected
}
