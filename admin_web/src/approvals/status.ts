/** What a step of the flow, an act and a line of the history are called. */
import type { TaskStatus } from '@/http/schema'
import type { Word } from '@/ui/tones'
import type { Act, Box } from './api'

export const TASK_STATUS: Record<TaskStatus, Word> = {
  waiting: { word: '未开始', tone: 'grey' },
  open: { word: '审批中', tone: 'orange' },
  approved: { word: '已同意', tone: 'green' },
  rejected: { word: '已拒绝', tone: 'red' },
  returned: { word: '已退回', tone: 'blue' },
  transferred: { word: '已转办', tone: 'blue' },
  skipped: { word: '自动跳过', tone: 'grey' },
  recalled: { word: '已撤回审批', tone: 'grey' },
  closed: { word: '已关闭', tone: 'grey' },
}

export const BOXES: { value: Box; label: string; empty: string; hint: string }[] = [
  { value: 'todo', label: '待我审批', empty: '没有等您审批的申请', hint: '新的申请轮到您时，会自动出现在这里，并发到您的微信。' },
  { value: 'done', label: '我已审批', empty: '您还没有审批过申请', hint: '您同意、拒绝、退回或转办过的申请会列在这里。' },
  { value: 'started', label: '我发起的', empty: '还没有由您邀请的访客提交申请', hint: '访客用您的邀请提交申请后，会列在这里。' },
  { value: 'copied', label: '抄送我的', empty: '还没有抄送给您的申请', hint: '申请通过后抄送给您知晓的，会列在这里，无需处理。' },
]

export interface ActWords {
  /** The button. */
  label: string
  /** What will happen. */
  consequence: string
  /** What is asked for, and whether it must be given. */
  comment: string
  required: boolean
  presets: string[]
  done: string
}

export const ACTS: Record<Act, ActWords> = {
  approve: {
    label: '同意',
    consequence: '同意后进入下一步；最后一步同意后，访客会收到通知并得到访客码。',
    comment: '审批意见',
    required: false,
    presets: ['同意来访', '同意，请按时登记入校'],
    done: '已同意',
  },
  reject: {
    label: '拒绝',
    consequence: '拒绝后流程结束，访客会收到通知并看到原因。',
    comment: '拒绝原因',
    required: true,
    presets: ['来访时间不合适，请改约', '与对接人核实，没有这次来访', '来访事由不充分', '信息不真实'],
    done: '已拒绝',
  },
  return: {
    label: '退回修改',
    consequence: '申请会退给访客修改，改好重新提交后再由您审批。',
    comment: '需要修改什么',
    required: true,
    presets: ['请核对证件号码', '请补充来访事由', '请补充随行人员信息', '请核对车牌号'],
    done: '已退回访客修改',
  },
  transfer: {
    label: '转办',
    consequence: '这一步改由您选的同事审批，您将不再收到它的提醒。',
    comment: '转办说明',
    required: false,
    presets: ['本周外出，请代为审批', '由您负责对接，请审批'],
    done: '已转办',
  },
  recall: {
    label: '撤回审批',
    consequence: '您的同意会被撤回，这一步重新等您审批。下一步已有人处理时不能撤回。',
    comment: '撤回原因',
    required: false,
    presets: ['误操作', '发现新情况，需要重新核实'],
    done: '已撤回，请重新审批',
  },
}

/** Fields that can be sent back to the visitor, as the API names them. */
export const RETURNABLE: { value: string; label: string }[] = [
  { value: 'visitor_name', label: '姓名' },
  { value: 'document', label: '证件' },
  { value: 'visit_from', label: '到访时间' },
  { value: 'visit_to', label: '离开时间' },
  { value: 'purpose', label: '来访事由' },
  { value: 'companions', label: '随行人员' },
  { value: 'vehicle', label: '车辆' },
  { value: 'health', label: '健康信息' },
]
