/** A visit in sentences: its band, its weekly hours, the lines of its history, its passages. */
import type { VisitOut } from '@/http/schema'
import { sayWaiting } from '@/ui/time'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** The one sentence that says how things stand. */
export function bandOf(visit: VisitOut, now: Date): string {
  const { status, current, history } = visit
  if (status === 'in_review' && current) {
    return `待 ${current.holders.join('、')} 审批（${current.name}）· ${sayWaiting(current.since, now)}`
  }
  const last = history.findLast((line) => line.event === status)
  const why = last?.comment ? `：${last.comment}` : '。'
  return BANDS[status]?.(why) ?? ''
}

const BANDS: Record<string, (why: string) => string> = {
  in_review: () => '正在审批。',
  returned: (why) => `已退回访客修改${why}`,
  approved: () => '审批已通过，访客可以出示访客码进校。',
  rejected: (why) => `已拒绝${why}`,
  withdrawn: (why) => `访客已撤回${why}`,
  revoked: (why) => `学校已撤销${why}`,
  expired: () => '预约时间已过，没有再使用。',
  finished: () => '来访已结束。',
}

/** Which days and hours a long-term visitor may come: 每周一、三 08:00–18:00. */
export function hoursOf(visit: Pick<VisitOut, 'weekdays' | 'daily_from' | 'daily_to'>): string {
  const days = visit.weekdays?.length ? `每周${visit.weekdays.map((day) => WEEKDAYS[day - 1]).join('、')}` : '每天'
  return visit.daily_from && visit.daily_to ? `${days} ${visit.daily_from}–${visit.daily_to}` : `${days}全天`
}

const EVENTS: Record<string, string> = {
  submitted: '提交申请',
  approved: '同意',
  rejected: '拒绝',
  returned: '退回修改',
  repaired: '修改申请',
  resubmitted: '重新提交',
  transferred: '转办',
  recalled: '撤回审批',
  urged: '催办',
  withdrawn: '撤回预约',
  revoked: '撤销预约',
  expired: '过期',
  finished: '结束',
}

/** What happened, in a word. */
export const eventWord = (event: string): string => EVENTS[event] ?? event
