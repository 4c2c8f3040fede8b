/** The steps of a flow as the timeline shows them. */
import type { FlowStep } from '../../api/types'
import { taskStatus } from '../../lib/status'
import { lengthWords, millis, momentWords } from '../../lib/time'

export interface StepView {
  key: string
  name: string
  word: string
  tone: string
  icon: string
  who: string
  when: string
  comment: string
  now: boolean
}

const ICONS: Record<string, string> = {
  open: 'time',
  approved: 'check',
  rejected: 'close',
  returned: 'rollback',
  transferred: 'swap-right',
  skipped: 'check',
}

export function stepViews(flow: FlowStep[], now: number): StepView[] {
  return flow.map((step, index) => {
    const { word, tone } = taskStatus(step.status)
    return {
      key: `${step.step}-${index}`,
      name: step.name,
      word,
      tone,
      icon: ICONS[step.status] ?? '',
      who: step.decided_by ?? step.holders.join('、'),
      when: decidedWords(step, now),
      comment: step.comment,
      now: step.status === 'open',
    }
  })
}

/** 今天 10:20 · 用时 2 小时 */
function decidedWords({ decided_at, duration_seconds }: FlowStep, now: number): string {
  if (!decided_at) return ''
  const at = momentWords(millis(decided_at), now)
  return duration_seconds === null ? at : `${at} · 用时 ${lengthWords(duration_seconds * 1000)}`
}
