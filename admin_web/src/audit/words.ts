/** What the trail's words mean. */

export const ACTION: Record<string, string> = {
  signed_in: '登录',
  password_changed: '修改密码',
  password_reset: '重置密码',
  wechat_bound: '绑定微信',
  wechat_unbound: '解除微信绑定',
  binding_begun: '开始绑定微信',
  invitation_created: '创建邀请',
  invitation_sent: '发送邀请',
  invitation_revoked: '撤销邀请',
  visit_submitted: '提交申请',
  visit_submitted_for: '代填申请',
  visit_repaired: '修改申请',
  visit_resubmitted: '重新提交',
  visit_withdrawn: '撤回预约',
  visit_revoked: '撤销预约',
  visit_urged: '催办',
  visit_expired: '预约过期',
  visit_unmasked: '查看完整号码',
  visits_exported: '导出预约',
  file_viewed: '查看上传文件',
  task_approved: '同意',
  task_rejected: '拒绝',
  task_returned: '退回修改',
  task_transferred: '转办',
  task_recalled: '撤回审批',
  task_rerouted: '自动改派',
  staff_added: '新增人员',
  staff_changed: '修改人员',
  staff_disabled: '停用人员',
  department_added: '新增单位',
  department_changed: '修改单位',
  group_added: '新增审批组',
  group_changed: '修改审批组',
  gate_added: '新增校门',
  gate_changed: '修改校门',
  message_resent: '重发消息',
}

export const SUBJECT: Record<string, string> = {
  approval_task: '审批任务',
  department: '单位',
  file: '文件',
  gate: '校门',
  group: '审批组',
  identity: '微信身份',
  invitation: '邀请',
  message: '消息',
  session: '登录',
  staff: '人员',
  visit: '预约',
}

export const ACTOR: Record<string, string> = { staff: '教职工', visitor: '访客', system: '系统', worker: '系统' }

/** An entry's detail as short lines: `字段 phone, document`. */
export function detailLines(detail: Record<string, unknown>): string[] {
  return Object.entries(detail).map(([key, value]) => {
    const said = Array.isArray(value) ? value.join('、') : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `${LABEL[key] ?? key}：${said}`
  })
}

const LABEL: Record<string, string> = {
  fields: '字段',
  reason: '原因',
  visit: '预约',
  to: '转给',
  task: '任务',
  consent: '同意方式',
  rows: '行数',
}
