/** What became of somebody who was registered at the gate. */
import type { WalkIn } from '../../../api/gate-types'
import { type Tone, visitStatus } from '../../../lib/status'
import { clockOf, millis, waitedWords } from '../../../lib/time'

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
