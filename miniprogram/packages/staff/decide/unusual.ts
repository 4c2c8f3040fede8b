/** What an approver should look at twice. */
import type { Visit } from '../../../api/types'
import { lengthWords, millis } from '../../../lib/time'

const HOUR = 3_600_000
const LONG_STAY = 8 * HOUR
const SOON = 2 * HOUR
const MANY_COMPANIONS = 3
const OFTEN = 3

type Looked = Pick<Visit, 'visit_from' | 'visit_to' | 'visitor_type' | 'companions' | 'status' | 'health' | 'vehicle'>

/** Short remarks in amber; empty for a visit like any other. `visitsThisWeek` counts this one. */
export function unusual(visit: Looked, visitsThisWeek: number, now: number): string[] {
  const from = millis(visit.visit_from)
  const stay = millis(visit.visit_to) - from
  return [
    ...(visit.status === 'in_review' ? haste(from - now) : []),
    ...(visit.visitor_type === 'temporary' && stay > LONG_STAY ? [`停留 ${lengthWords(stay)}`] : []),
    ...(visit.companions.length >= MANY_COMPANIONS ? [`随行 ${visit.companions.length} 人`] : []),
    ...(visitsThisWeek >= OFTEN ? [`本周第 ${visitsThisWeek} 次来访`] : []),
    ...(visit.vehicle?.kind === 'other' ? ['车牌格式少见'] : []),
    ...health(visit),
  ]
}

function haste(left: number): string[] {
  if (left < 0) return ['到访时间已到，仍未审批完']
  return left < SOON ? [`距到访只剩 ${lengthWords(left)}`] : []
}

function health({ health: said }: Looked): string[] {
  const code = said?.health_code?.status
  return [
    ...(code === 'yellow' || code === 'red' ? [code === 'red' ? '健康码为红码' : '健康码为黄码'] : []),
    ...(said?.nucleic_acid?.result === 'positive' ? ['核酸检测为阳性'] : []),
  ]
}
