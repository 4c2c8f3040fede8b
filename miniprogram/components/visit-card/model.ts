/** A visit as a card shows it. */
import type { VisitCard } from '../../api/types'
import { visitStatus, type Shown } from '../../lib/status'
import { millis, spanWords, waitedWords } from '../../lib/time'
import { weeklyWords } from '../../lib/weekdays'

export interface CardView {
  id: string
  when: string
  weekly: string
  status: Shown
  department: string
  contact: string
  purpose: string
  visitor: string
  waiting: string
  hasPass: boolean
}

/** `staff`: the reader is not the visitor, so the card says who comes. */
export function cardView(visit: VisitCard, now: number, staff = false): CardView {
  return {
    id: visit.id,
    when: spanWords(millis(visit.visit_from), millis(visit.visit_to), now),
    weekly: weeklyWords(visit.weekdays, visit.daily_from, visit.daily_to),
    status: visitStatus(visit.status),
    department: visit.department.name,
    contact: visit.contact.name,
    purpose: visit.purpose,
    visitor: staff ? visit.visitor_name : '',
    waiting: waitingWords(visit, now),
    hasPass: visit.pass_available,
  }
}

/** 待 李娜 审批 · 已等待 2 小时 */
export function waitingWords({ current }: Pick<VisitCard, 'current'>, now: number): string {
  if (!current) return ''
  const holders = current.holders.slice(0, 2).join('、')
  const who = current.holders.length > 2 ? `${holders}等 ${current.holders.length} 人` : holders
  return `待 ${who || current.name} 审批 · ${waitedWords(millis(current.since), now)}`
}
