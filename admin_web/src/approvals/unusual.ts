/** What an approver should look at twice. */
import type { VisitOut } from '@/http/schema'
import { sayLength } from '@/ui/time'

const HOUR = 3_600_000
const LONG_STAY_HOURS = 8
const MANY_COMPANIONS = 3
const SOON_HOURS = 2

type Looked = Pick<VisitOut, 'visit_from' | 'visit_to' | 'visitor_type' | 'companions' | 'status'>

/** Short remarks in amber; empty for a visit like any other. */
export function unusual(visit: Looked, now: Date): string[] {
  const from = new Date(visit.visit_from).getTime()
  const stay = new Date(visit.visit_to).getTime() - from
  const left = from - now.getTime()
  const said: string[] = []
  if (visit.status === 'in_review' && left < 0) said.push('到访时间已到，仍未审批完')
  else if (visit.status === 'in_review' && left < SOON_HOURS * HOUR) said.push(`距到访只剩 ${sayLength(left)}`)
  if (visit.visitor_type === 'temporary' && stay > LONG_STAY_HOURS * HOUR) said.push(`停留 ${sayLength(stay)}`)
  if (visit.companions.length >= MANY_COMPANIONS) said.push(`随行 ${visit.companions.length} 人`)
  return said
}
