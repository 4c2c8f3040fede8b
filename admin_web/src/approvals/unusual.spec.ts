import { expect, it } from 'vitest'
import type { VisitCompanion, VisitOut } from '@/http/schema'
import { unusual } from './unusual'

const now = new Date('2026-11-23T09:00:00+08:00')
const companion: VisitCompanion = { name: '陈晨', document: { kind: 'passport', number_masked: 'E1*', issuing_state: null } }
const visit = (over: Partial<VisitOut>) => ({
  status: 'in_review' as const,
  visitor_type: 'temporary',
  visit_from: '2026-11-23T14:00:00+08:00',
  visit_to: '2026-11-23T16:00:00+08:00',
  companions: [],
  ...over,
})

it.each([
  [{}, []],
  [{ visit_from: '2026-11-23T10:00:00+08:00' }, ['距到访只剩 1 小时']],
  [{ visit_from: '2026-11-23T08:30:00+08:00' }, ['到访时间已到，仍未审批完']],
  [{ status: 'approved' as const, visit_from: '2026-11-23T08:30:00+08:00' }, []],
  [{ visit_to: '2026-11-24T14:00:00+08:00' }, ['停留 24 小时']],
  [{ visit_to: '2026-11-24T14:00:00+08:00', visitor_type: 'long_term' }, []],
  [{ companions: [companion, companion, companion] }, ['随行 3 人']],
])('%j: %j', (over, said) => expect(unusual(visit(over), now)).toEqual(said))
