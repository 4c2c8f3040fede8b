import { describe, expect, it } from 'vitest'
import type { FlowStepOut, TaskStatus } from '@/http/schema'
import { endOf, rowsOf } from './diagram'

const task = (step: string, status: TaskStatus): FlowStepOut => ({
  step,
  name: step,
  status,
  holders: [],
  decided_by: null,
  decided_at: null,
  duration_seconds: null,
  comment: '',
})
const outline = (taken: string) => [
  { step: 'contact', name: '对接人', conditional: false, applies: true },
  { step: 'materials', name: '物资', conditional: true, applies: taken === 'materials' },
  { step: 'reporting', name: '信息', conditional: true, applies: taken === 'reporting' },
]
const times = (rows: ReturnType<typeof rowsOf>) => rows.map(({ nodes }) => nodes.map(({ key, time }) => `${key} ${time}`))

describe('the diagram of a flow', () => {
  it.each(['materials', 'reporting'])('shows the branch not taken beside %s', (taken) => {
    const flow = [task('contact', 'approved'), task(taken, 'open')]
    const other = (step: string) => (step === taken ? `${step} present` : `${step} not_taken`)
    expect(times(rowsOf({ status: 'in_review', visitor_type: 'temporary', flow, outline: outline(taken) }))).toEqual([
      ['contact past'],
      [other('materials'), other('reporting')],
    ])
  })

  it('keeps every time a step was opened, and is where the last one is', () => {
    const flow = [task('contact', 'returned'), task('contact', 'open'), task('materials', 'waiting')]
    const rows = rowsOf({ status: 'in_review', visitor_type: 'temporary', flow, outline: outline('materials') })
    expect(rows[0]?.nodes[0]).toMatchObject({ time: 'present', tries: [{ status: 'returned' }, { status: 'open' }] })
    expect(rows[1]?.nodes[0]?.time).toBe('future')
  })

  it('puts two conditional steps that both apply under one another', () => {
    const both = outline('materials').map((step) => ({ ...step, applies: true }))
    expect(rowsOf({ status: 'in_review', visitor_type: 'temporary', flow: [], outline: both })).toHaveLength(3)
  })

  it('says how it ends', () => {
    expect(endOf('approved')).toEqual({ text: '已通过，访客码已生成', time: 'past' })
    expect(endOf('in_review').time).toBe('future')
  })
})
