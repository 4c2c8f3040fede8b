/** How far an invitation has come, as a timeline. */
import type { StaffInvitation } from '@/http/schema'

export interface Step {
  title: string
  at: string | null
  /** Reached, or where it stands still. */
  done: boolean
  hint?: string
}

const ENDS: Record<string, string> = { used: '已用完', expired: '已过期', revoked: '已撤销' }

/** Created, sent, opened, applied, and the end where there is one already. */
export function stepsOf(invitation: StaffInvitation): Step[] {
  const { status, created_at, sent_at, opened_at, visits } = invitation
  const first = visits.map((visit) => visit.created_at).sort()[0] ?? null
  const steps: Step[] = [
    { title: '创建', at: created_at, done: true },
    { title: '发送', at: sent_at, done: sent_at !== null, hint: '发送后，访客才能用手机号查到邀请' },
    { title: '访客查看', at: opened_at, done: opened_at !== null, hint: '等待访客用手机号查询' },
    { title: '提交进校申请', at: first, done: first !== null, hint: '等待访客填写' },
  ]
  const end = ENDS[status]
  return end ? [...steps.filter(({ done }) => done), { title: end, at: null, done: true }] : steps
}
