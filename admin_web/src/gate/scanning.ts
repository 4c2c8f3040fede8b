/** One scan, one answer: the server's, or within moments the desk's own when the server is away. */
import { ApiError } from '@/http/errors'
import { fromDesk, fromServer, recordOf, type Answer, type Asking } from './answers'
import { scan, scanByHand, type ScanOut } from './api'
import type { Book } from './offline/book'
import { decide, type Decision } from './offline/decide'
import type { Facts } from './offline/keep'
import type { Reason } from './offline/types'
import { waiting } from './offline/uploads'
import { wallAt } from './offline/zone'
import { isAway, type Reach } from './reach'

/** How long (ms) somebody at the gate waits for the server. */
export const PATIENCE = 1500

const DAY = 86_400_000
const NO_DATA = '连接不上服务器，本机也没有今天的预约数据。请先人工登记，并尽快恢复网络。'
export const NOT_ENROLLED = '连接不上服务器。这台电脑没有登记为门岗设备，断网时不能核验。请检查网络后再核验一次。'
const UNDECIDED = { pass: null, step: null, short: false }

/** The verdict on `asking`, which the server knows as `nonce`, however often it is asked. Throws ApiError when there is none: a request the server refuses, or nothing to decide by. */
export async function askGate(asking: Asking, nonce: string, book: Book, reach: Reach, mayDecide: boolean): Promise<Answer> {
  const at = now(book)
  const scan = { asking, at, nonce, own: ownDecision(asking, at, book) }
  // What was decided here comes first: until the server has it, it would decide on yesterday's news.
  if (reach.online.value && waiting(book.scans.value).length === 0) {
    try {
      return await byServer(scan, book)
    } catch (error) {
      if (!isAway(error)) throw error
      reach.down()
    }
  }
  if (!mayDecide) throw new ApiError(0, 'network', NOT_ENROLLED)
  return byDesk(scan, book)
}

/** `own` is decided before the server is asked: its news of this very scan may arrive before its answer, or without one. */
interface Scan {
  asking: Asking
  at: number
  nonce: string
  own: Promise<Decision | null>
}

async function byServer({ asking, at, nonce, own }: Scan, book: Book): Promise<Answer> {
  const said = await sent(asking, nonce, new Date(at))
  // The server does not tell which time step it accepted; the desk has to know it, should the network go now.
  const { pass, step, short } = (await own) ?? UNDECIDED
  const answer = fromServer(asking, nonce, said, new Date(at), { pass, step, short, reason: said.reason as Reason | null })
  if (!said.needs) await book.note(recordOf(answer, Date.now()))
  return answer
}

/** The server's time, as far as the desk knows, in ms. */
export const now = (book: Book): number => Date.now() + (book.facts.value?.ahead ?? 0)

async function ownDecision(asking: Asking, at: number, book: Book): Promise<Decision | null> {
  const policy = book.facts.value?.policy
  const asked = { ...asking, override: asking.override !== null }
  return policy ? decide(asking.shown, asked, at, book.passes.value, policy) : null
}

function sent({ shown, override, manual, ...asking }: Asking, nonce: string, at: Date): Promise<ScanOut> {
  const body = { ...asking, nonce, scanned_at: at.toISOString(), override: override === null ? null : { reason: override } }
  const patience = AbortSignal.timeout(PATIENCE)
  if ('visit_id' in shown) return scanByHand({ ...body, ...shown, reason: manual ?? '' }, patience)
  return scan({ ...body, ...shown }, patience)
}

async function byDesk({ asking, at, nonce, own }: Scan, book: Book): Promise<Answer> {
  const decision = isTooOld(book.facts.value, at) ? null : await own
  if (!decision) throw new ApiError(0, 'snapshot_too_old', NO_DATA)
  const answer = fromDesk(asking, nonce, decision, new Date(at), book.facts.value?.all_gates)
  if (!decision.needs) await book.note(recordOf(answer, null))
  return answer
}

/** A snapshot tells of its day and the next one. */
export function isTooOld(facts: Facts | null, at: number): boolean {
  return !facts || wallAt(at - DAY, facts.policy.zone).day > wallAt(Date.parse(facts.generated_at), facts.policy.zone).day
}
