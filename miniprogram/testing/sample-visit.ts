/** A visit like any other, for specs. */
import type { Visit, VisitCard } from '../api/types'

export function visitCard(over: Partial<VisitCard> = {}): VisitCard {
  return {
    id: 'v1',
    number: 'V20261123001',
    status: 'in_review',
    visitor_type: 'temporary',
    visitor_name: '刘洋',
    phone_masked: '138****8000',
    document: { kind: 'resident_id', number_masked: '1101**********0010', issuing_state: null },
    visit_from: '2026-11-23T14:00:00+08:00',
    visit_to: '2026-11-23T16:00:00+08:00',
    weekdays: null,
    daily_from: null,
    daily_to: null,
    department: { id: 'd1', name: '计算机学院' },
    contact: { name: '张伟' },
    purpose: '学术交流',
    companions: [{ name: '陈晨', document: { kind: 'passport', number_masked: 'E1*****78', issuing_state: 'CHN' } }],
    vehicle: { plate: '京A12345', kind: 'ordinary' },
    created_at: '2026-11-22T10:00:00+08:00',
    current: null,
    pass_available: false,
    ...over,
  }
}

export function visit(over: Partial<Visit> = {}): Visit {
  return { ...visitCard(), gates: null, health: null, flow: [], history: [], actions: [], fields_to_repair: null, ...over }
}
