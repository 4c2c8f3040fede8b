/** The tabs of 我的预约申请 and what each says when it is empty. */
import type { VisitTab } from '../../api/types'

export interface TabView {
  value: VisitTab
  label: string
  count: string
}

const LABELS: [VisitTab, string][] = [
  ['approved', '已通过'],
  ['in_review', '审批中'],
  ['rejected', '已拒绝'],
  ['other', '其他'],
]

const EMPTY: Record<VisitTab, { title: string; description: string }> = {
  approved: { title: '还没有已通过的预约', description: '申请通过后会显示在这里，凭访客码入校。' },
  in_review: { title: '没有正在审批的预约', description: '提交申请后，可以在这里查看审批到了哪一步。' },
  rejected: { title: '没有被拒绝的预约', description: '' },
  other: { title: '没有其他预约', description: '撤回、过期或被撤销的预约会显示在这里。' },
}

export const emptyWords = (tab: VisitTab) => EMPTY[tab]

export function tabViews(counts: Partial<Record<VisitTab, number>>): TabView[] {
  return LABELS.map(([value, label]) => ({ value, label, count: countWords(counts[value] ?? 0) }))
}

const countWords = (count: number): string => (count > 99 ? '99+' : count > 0 ? String(count) : '')
