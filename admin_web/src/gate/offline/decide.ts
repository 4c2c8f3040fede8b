/** The verdict without the server: find the pass, match the code, ask the rules. */
import { read, stepOf, stepsAround, stepWith } from './code'
import type { Policy, Reason, SnapshotPass } from './types'
import { holderOf, refusal, type Asked, type Credential } from './verdict'
import { wallAt } from './zone'

/** An old picture of a code is told from an invented one for this long (ms), as server/journey/admit.py does. */
const REMEMBERED = 600_000

/** What was shown: a scanned or typed code, or a visit the guard found and compared with the document. */
export type Shown = { code: string; phone_tail?: string } | { visit_id: string }

export interface Decision {
  pass: SnapshotPass | null
  reason: Reason | null
  step: number | null
  short: boolean
  /** What must be asked before there is a verdict. */
  needs: 'phone_tail' | null
}

interface Found {
  pass?: SnapshotPass
  credential?: Credential
  reason?: Reason
  short?: boolean
  needs?: 'phone_tail'
}

type Passes = ReadonlyMap<string, SnapshotPass>
const CERTAIN: Credential = { matched: true, step: null, stale: false }

/** May they pass at `at` (ms)? Pure but for the browser's HMAC. */
export async function decide(shown: Shown, asked: Asked, at: number, passes: Passes, policy: Policy): Promise<Decision> {
  const { pass, credential, short = false, needs = null, ...found } = await find(shown, at, passes, policy)
  const ruled = pass && credential ? refusal(credential, holderOf(pass), asked, at, policy) : 'unknown'
  return { pass: pass ?? null, reason: found.reason ?? ruled, step: credential?.step ?? null, short, needs }
}

async function find(shown: Shown, at: number, passes: Passes, policy: Policy): Promise<Found> {
  if ('visit_id' in shown) {
    return { pass: [...passes.values()].find(({ visit }) => visit.id === shown.visit_id), credential: CERTAIN }
  }
  const said = read(shown.code)
  if (!said) return { reason: 'malformed' }
  if (said.kind === 'short') return byShortCode(said.short, shown.phone_tail, passes)
  const pass = passes.get(said.number)
  return pass ? { pass, credential: await match(pass, said.code, at, policy) } : {}
}

async function byShortCode(short: string, tail: string | undefined, passes: Passes): Promise<Found> {
  if (!tail) return { short: true, needs: 'phone_tail' }
  const hash = await shortCodeHash(short)
  const pass = [...passes.values()].find(({ short_code_hash }) => short_code_hash === hash)
  return pass?.visit.phone_tail === tail ? { pass, credential: CERTAIN, short: true } : { short: true }
}

async function match(pass: SnapshotPass, code: string, at: number, policy: Policy): Promise<Credential> {
  const { step_seconds: seconds, skew_steps: skew, zone } = policy
  return matchCode(code, (slack) => secretsAround(pass, at, slack, zone), stepOf(at, seconds), seconds, skew)
}

/** Whether `code` is right within `skew` of `step`, or was once; `secrets` for moments up to so many ms away. */
export async function matchCode(
  code: string,
  secrets: (slack: number) => string[],
  step: number,
  seconds: number,
  skew: number,
): Promise<Credential> {
  const matched = await stepWith(code, secrets(skew * seconds * 1000), stepsAround(step, skew))
  if (matched !== null) return { matched: true, step: matched, stale: false }
  const back = Array.from({ length: Math.floor(REMEMBERED / 1000 / seconds) }, (_, n) => step - n)
  return { matched: false, step: null, stale: (await stepWith(code, secrets(REMEMBERED), back)) !== null }
}

/** The secrets of the days the moment may fall on when clocks differ by `slack` ms. */
function secretsAround(pass: SnapshotPass, at: number, slack: number, zone: string): string[] {
  const days = new Set([at, at - slack, at + slack].map((when) => wallAt(when, zone).day))
  return [...days].flatMap((day) => pass.secrets[day] ?? [])
}

/** How the snapshot tells a short code: SHA-256 in hexadecimal. */
export async function shortCodeHash(short: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(short))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
