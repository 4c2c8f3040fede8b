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
  device_added: '新增设备',
  device_enrolled: '登记设备',
  device_enrolment_opened: '生成登记码',
  device_revoked: '停用设备',
  blocked: '加入黑名单',
  unblocked: '解除黑名单',
  walk_in_registered: '现场登记',
  passage_overridden: '强制放行',
  passage_by_hand: '凭证件放行',
  passage_brought: '代传离线记录',
  passage_turned_away: '放行后又拒绝',
  passage_conflict_resolved: '处理出入冲突',
  roll_call_opened: '开始清点',
  roll_call_closed: '结束清点',
  webhook_added: '新增推送',
  webhook_rotated: '更换推送密钥',
  webhook_disabled: '停用推送',
  webhook_enabled: '启用推送',
  webhook_resent: '重新推送',
}

export const SUBJECT: Record<string, string> = {
  approval_task: '审批任务',
  block_entry: '黑名单',
  department: '单位',
  device: '设备',
  file: '文件',
  gate: '校门',
  group: '审批组',
  identity: '微信身份',
  invitation: '邀请',
  message: '消息',
  passage: '出入记录',
  roll_call: '清点',
  session: '登录',
  staff: '人员',
  visit: '预约',
  webhook: '推送',
}

export const ACTOR: Record<string, string> = { staff: '教职工', visitor: '访客', device: '设备', system: '系统', worker: '系统' }

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
  kind: '类型',
  gate: '校门',
  drill: '演练',
}
