import { expect, it } from 'vitest'
import type { Visit } from '../../../api/types'
import { visit } from '../../../testing/sample-visit'
import { unusual } from './unusual'

const NOW = Date.parse('2026-11-23T09:00:00+08:00')
const [companion] = visit().companions
const three = companion ? [companion, companion, companion] : []

it.each<[Partial<Visit>, number, string[]]>([
  [{}, 1, []],
  [{}, 2, []],
  [{}, 3, ['本周第 3 次来访']],
  [{ visit_from: '2026-11-23T10:00:00+08:00' }, 1, ['距到访只剩 1 小时']],
  [{ visit_from: '2026-11-23T08:30:00+08:00' }, 1, ['到访时间已到，仍未审批完']],
  [{ status: 'approved', visit_from: '2026-11-23T08:30:00+08:00' }, 1, []],
  [{ visit_to: '2026-11-23T22:30:00+08:00' }, 1, ['停留 8 小时']],
  [{ visit_to: '2026-12-24T14:00:00+08:00', visitor_type: 'long_term' }, 1, []],
  [{ vehicle: { plate: 'TEMP-01', kind: 'other' } }, 1, ['车牌格式少见']],
  [{ companions: three }, 1, ['随行 3 人']],
  [{ health: { health_code: { status: 'green' } } }, 1, []],
  [{ health: { health_code: { status: 'red' }, nucleic_acid: { result: 'positive', sampled_at: '' } } }, 1, ['健康码为红码', '核酸检测为阳性']],
])('%j, %d times this week: %j', (over, times, said) => {
  expect(unusual(visit(over), times, NOW)).toEqual(said)
})
