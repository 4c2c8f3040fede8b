/** What the inbox shows of each box and case. */
import type { Box, Counts, TaskRow } from '../../../api/staff-types'
import { type Tone, taskStatus, visitStatus } from '../../../lib/status'
import { millis, momentWords, spanWords, waitedWords } from '../../../lib/time'

export interface Tab {
  value: Box
  label: string
  count: number
}

export interface Row {
  key: string
  url: string
  name: string
  when: string
  where: string
  purpose: string
  extras: string
  /** How long it waits, or what became of it. */
  state: string
  tone: Tone
  /** A word about the outcome, rather than how long it waits. */
  settled: boolean
}

const TITLES: [Box, string][] = [
  ['todo', '待我审批'],
  ['done', '我已审批'],
  ['started', '我发起的'],
  ['copied', '抄送我的'],
]

const EMPTY: Record<Box, { title: string; hint: string }> = {
  todo: { title: '没有等您审批的申请', hint: '新的申请轮到您时会出现在这里，并通过微信提醒您。' },
  done: { title: '您还没有审批过申请', hint: '您同意、拒绝、退回或转办过的申请会列在这里。' },
  started: { title: '您邀请的访客还没有提交申请', hint: '访客用您的邀请提交申请后，会列在这里。' },
  copied: { title: '还没有抄送给您的申请', hint: '申请通过后抄送给您知晓的会列在这里，无需处理。' },
}

export const emptyOf = (box: Box): { title: string; hint: string } => EMPTY[box]

export const tabsOf = (counts: Counts | null): Tab[] =>
  TITLES.map(([value, label]) => ({ value, label, count: counts?.[value] ?? 0 }))

/** A box named in the page's address; anything else means what waits. */
export const boxOf = (named: string | undefined): Box => TITLES.find(([value]) => value === named)?.[0] ?? 'todo'

export function rowOf(box: Box, task: TaskRow, now: number): Row {
  const { visit } = task
  return {
    key: `${box}:${task.id}`,
    url: pageOf(box, task),
    name: visit.visitor_name,
    when: spanWords(millis(visit.visit_from), millis(visit.visit_to), now),
    where: `${visit.department.name} · ${visit.contact.name}`,
    purpose: visit.purpose,
    extras: extrasOf(task),
    ...stateOf(box, task, now),
  }
}

/** A case is decided by its task; what one started or has a copy of is only read, by its visit. */
function pageOf(box: Box, { id, visit }: TaskRow): string {
  const query = box === 'todo' || box === 'done' ? `id=${id}` : `visit=${visit.id}`
  return `/packages/staff/decide/index?${query}`
}

function extrasOf({ visit }: TaskRow): string {
  const plate = visit.vehicle?.plate ?? ''
  const company = visit.companions.length ? `随行 ${visit.companions.length} 人` : ''
  return [plate, company].filter(Boolean).join(' · ')
}

function stateOf(box: Box, task: TaskRow, now: number): Pick<Row, 'state' | 'tone' | 'settled'> {
  if (box === 'todo' && task.opened_at) return waiting(task.opened_at, task.due_at, now)
  const { word, tone } = box === 'done' ? taskStatus(task.status) : visitStatus(task.visit.status)
  return { state: word, tone, settled: true }
}

function waiting(since: string, due: string | null, now: number): Pick<Row, 'state' | 'tone' | 'settled'> {
  const late = due !== null && millis(due) < now
  const state = late ? `已超时，应于 ${momentWords(millis(due), now)} 前处理` : waitedWords(millis(since), now)
  return { state, tone: late ? 'danger' : 'warning', settled: false }
}
