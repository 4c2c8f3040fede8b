/** The approval flow of the configuration, in words and rows. */
import type { FlowOut } from '@/http/schema'
import { VISITOR_TYPE } from '@/status'

export type Step = FlowOut['steps'][number]

/** Who decides, by a step's rule; `groups` names the groups by key. */
export function assigneeWord(rule: string, groups: Readonly<Record<string, string>>): string {
  if (rule === 'contact') return '对接人本人'
  if (rule.startsWith('head_of')) return '对接人所在单位的负责人（没有则逐级向上）'
  if (rule === 'inviter') return '邀请人'
  const key = rule.startsWith('group:') ? rule.slice('group:'.length) : ''
  return key ? `${groups[key] ?? key}任一成员` : rule
}

/** For whom a step is; empty for everybody. */
export function onlyFor(step: Pick<Step, 'visitor_types'>): string {
  return step.visitor_types.map((type) => VISITOR_TYPE[type] ?? type).join('、')
}

/** The steps as rows: alternatives for different visitor types stand beside each other. */
export function stepRows(steps: readonly Step[]): Step[][] {
  const rows: Step[][] = []
  for (const step of steps) {
    const before = rows.at(-1)
    const alternative = before?.every((other) => apart(other, step)) ?? false
    if (before && alternative) before.push(step)
    else rows.push([step])
  }
  return rows
}

function apart(one: Step, other: Step): boolean {
  return (
    one.visitor_types.length > 0 &&
    other.visitor_types.length > 0 &&
    !one.visitor_types.some((type) => other.visitor_types.includes(type))
  )
}
