/** The flow of a visit as rows of nodes: what was, what is, what will be, and the branch not taken. */
import type { FlowStepOut, VisitOut, VisitStatus } from '@/http/schema'

export type Time = 'past' | 'present' | 'future' | 'not_taken'

export interface FlowNode {
  key: string
  name: string
  time: Time
  /** One entry for each time the step was opened; empty on the branch not taken. */
  tries: FlowStepOut[]
}

export interface FlowRow {
  key: string
  nodes: FlowNode[]
}

export interface FlowEnd {
  text: string
  time: Time
}

type Shown = Pick<VisitOut, 'status' | 'flow' | 'outline' | 'visitor_type'>

/** The steps in their order; alternatives, of which one is taken, share a row. */
export function rowsOf(visit: Shown): FlowRow[] {
  const rows: FlowRow[] = []
  let alternatives: FlowRow | null = null
  for (const { step, name, conditional, applies } of visit.outline) {
    const tries = visit.flow.filter((task) => task.step === step)
    const node: FlowNode = { key: step, name, tries, time: timeOf(tries, applies) }
    if (conditional && alternatives && !(applies && taken(alternatives))) {
      alternatives.nodes.push(node)
      continue
    }
    const row: FlowRow = { key: step, nodes: [node] }
    rows.push(row)
    alternatives = conditional ? row : null
  }
  return rows
}

/** Whether a branch of this row is taken: a second one is then a row of its own. */
function taken(row: FlowRow): boolean {
  return row.nodes.some(({ time }) => time !== 'not_taken')
}

function timeOf(tries: FlowStepOut[], applies: boolean): Time {
  if (!applies) return 'not_taken'
  const last = tries.at(-1)?.status
  if (last === 'open') return 'present'
  return last === undefined || last === 'waiting' ? 'future' : 'past'
}

const ENDS: Partial<Record<VisitStatus, FlowEnd>> = {
  in_review: { text: '通过后生成访客码', time: 'future' },
  returned: { text: '访客修改中，重新提交后继续', time: 'present' },
  approved: { text: '已通过，访客码已生成', time: 'past' },
  finished: { text: '来访已结束', time: 'past' },
  rejected: { text: '已拒绝，流程结束', time: 'past' },
  withdrawn: { text: '已撤回，流程结束', time: 'past' },
  revoked: { text: '已撤销，访客码作废', time: 'past' },
  expired: { text: '已过期，流程结束', time: 'past' },
}

/** How the flow ends, or will. */
export function endOf(status: VisitStatus): FlowEnd {
  return ENDS[status] ?? { text: '流程结束', time: 'future' }
}
