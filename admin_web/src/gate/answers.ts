/** The answers of the desk: the last one large, those before it as a list. */
import type { ScanIn, ScanOut } from './api'

export interface Answer {
  nonce: string
  at: Date
  direction: ScanIn['direction']
  admitted: boolean
  message: string
  who: string
  visit: ScanOut['visit']
}

const KEPT = 12

/** `answers` with the new one in front; the oldest are dropped. */
export function withAnswer(answers: readonly Answer[], fresh: Answer): Answer[] {
  return [fresh, ...answers.filter(({ nonce }) => nonce !== fresh.nonce)].slice(0, KEPT)
}

/** What the guard sees of an answer. */
export function answerOf(given: ScanIn, said: ScanOut, at: Date): Answer {
  return {
    nonce: given.nonce,
    at,
    direction: given.direction,
    admitted: said.verdict === 'admit',
    message: said.message,
    who: said.visit?.visitor_name ?? '未识别',
    visit: said.visit,
  }
}

/** What a masked number shows of its end: enough to compare with the document in one's hand. */
export function tailOf(masked: string): string {
  return /[^*]*$/.exec(masked)?.[0] ?? ''
}
