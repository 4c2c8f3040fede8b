/** What an approver may do with a case, and how it is asked for. */
import type { Act } from '../../../api/staff-types'

export interface ActWords {
  /** What it is called. */
  label: string
  /** The button that does it. */
  confirm: string
  /** What will happen. */
  consequence: string
  /** What is asked for beside it; with `must` nothing happens without. */
  comment: string
  must: boolean
  presets: string[]
  done: string
}

export const ACTS: Record<Act, ActWords> = {
  approve: {
    label: '同意',
    confirm: '确认同意',
    consequence: '同意后进入下一步；最后一步同意后，访客会收到通知并得到访客码。',
    comment: '审批意见（选填，访客看得到）',
    must: false,
    presets: ['同意来访', '请按时登记入校'],
    done: '已同意',
  },
  reject: {
    label: '拒绝',
    confirm: '拒绝',
    consequence: '点选原因即拒绝：流程结束，访客会收到通知并看到原因。',
    comment: '其他原因',
    must: true,
    presets: ['来访时间不合适，请改约', '与对接人核实，没有这次来访', '来访事由不充分', '信息不真实'],
    done: '已拒绝',
  },
  return: {
    label: '退回修改',
    confirm: '退回',
    consequence: '申请退给访客修改，改好重新提交后再由您审批。',
    comment: '需要修改什么（访客看得到）',
    must: true,
    presets: ['请核对证件号码', '请补充来访事由', '请补充随行人员', '请核对车牌号'],
    done: '已退回访客修改',
  },
  transfer: {
    label: '转办',
    confirm: '转办',
    consequence: '这一步改由您选的同事审批，您不再收到它的提醒。',
    comment: '转办说明（选填，仅教职工看得到）',
    must: false,
    presets: ['本周外出，请代为审批', '由您负责对接，请审批'],
    done: '已转办',
  },
  recall: {
    label: '撤回审批',
    confirm: '撤回审批',
    consequence: '您的同意会被撤回，这一步重新等您审批。下一步已有人处理时不能撤回。',
    comment: '撤回原因（选填，仅教职工看得到）',
    must: false,
    presets: ['误操作', '发现新情况，需要重新核实'],
    done: '已撤回，请重新审批',
  },
}

export interface Choice {
  value: string
  label: string
}

/** What can be sent back to the visitor, as the API names it. */
export const RETURNABLE: Choice[] = [
  { value: 'visitor_name', label: '姓名' },
  { value: 'document', label: '证件' },
  { value: 'visit_from', label: '到访时间' },
  { value: 'visit_to', label: '离开时间' },
  { value: 'purpose', label: '来访事由' },
  { value: 'companions', label: '随行人员' },
  { value: 'vehicle', label: '车辆' },
  { value: 'health', label: '健康信息' },
]

/** What is behind 更多, in its order. */
export const furtherActs = (allowed: Act[]): { act: Act; label: string }[] =>
  (['return', 'transfer'] as const).filter((act) => allowed.includes(act)).map((act) => ({ act, label: ACTS[act].label }))

export interface Said {
  comment: string
  fields: string[]
  colleague: string
}

export type Missing = Partial<Record<'comment' | 'colleague', string>>

/** What must still be given before the act can be sent; null when nothing. */
export function missingIn(act: Act, said: Said): Missing | null {
  if (act === 'transfer' && !said.colleague) return { colleague: '请选择转办给谁。' }
  if (!ACTS[act].must || said.comment.trim()) return null
  return { comment: act === 'reject' ? '请写明拒绝的原因。' : '请写明需要修改什么。' }
}

/** The request's body. */
export function bodyOf(act: Act, { comment, fields, colleague }: Said): object {
  const text = comment.trim()
  if (act === 'return') return { comment: text, fields }
  return act === 'transfer' ? { to_staff_id: colleague, comment: text } : { comment: text }
}
