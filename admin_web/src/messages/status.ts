/** What messages, channels, refusals and alarms are called. */
import type { MessageStatus } from '@/http/schema'
import type { Word } from '@/ui/tones'

export const MESSAGE_STATUS: Record<MessageStatus, Word> = {
  queued: { word: '等待发送', tone: 'orange' },
  sending: { word: '发送中', tone: 'blue' },
  waiting: { word: '等待重试', tone: 'orange' },
  sent: { word: '已发送', tone: 'green' },
  failed: { word: '发送失败', tone: 'red' },
  abandoned: { word: '已放弃', tone: 'grey' },
}

export const MESSAGE_KIND: Record<string, string> = {
  review_requested: '请审批',
  review_urged: '催办',
  review_overdue: '审批超时',
  visitor_arrived: '访客到校',
  visitor_turned_away: '访客未获放行',
  visitor_overstayed: '访客超时未离校',
  visit_approved: '预约已通过',
  visit_rejected: '预约被拒绝',
  visit_returned: '预约需修改',
  visit_revoked: '预约被撤销',
  visit_expired: '预约已过期',
  visit_reminder: '到访提醒',
}

export const CHANNEL: Record<string, string> = { service: '服务号', mini_program: '小程序' }

const REASON: Record<string, string> = {
  sent: '已送出',
  busy: '微信繁忙，稍后重试',
  refresh: '凭证失效，已更新后重试',
  pause_minute: '发送太快，稍后重试',
  pause_until_midnight: '今天的额度已用完',
  duplicate: '微信认为重复，视为已送出',
  bad_openid: '绑定已失效，请本人重新绑定微信',
  not_following: '没有关注服务号',
  no_credit: '没有订阅授权',
  no_wechat: '没有绑定微信',
  bad_value: '消息内容不符合模板要求',
  sensitive_word: '内容含敏感词，已去掉自由文字重发',
  page_refused: '跳转页面被拒绝',
  template_stopped: '模板不可用',
  channel_stopped: '账号不可用，需要处理',
  unknown: '没有得到回答',
  lost: '发送中断，结果未知',
  resent: '管理员重新发送',
  confirmed: '微信报告已送达',
  unconfirmed: '没有得到微信确认，为避免重复已停止，需要时请重发',
  superseded: '已告知更新的结果，不再发送',
  withdrawn: '情况已变，没有发送',
  too_late: '已过有效时间',
  unsendable: '没有可用的模板',
  undelivered: '微信报告未送达',
}

/** Why a message is where it is, in words; a newer reason is shown as it came. */
export function reasonWord(reason: string): string {
  return REASON[reason] ?? reason
}

/** What an alarm is about, from its key: `service.channel_stopped`, `templates:service`. */
export function alarmWords(key: string): string {
  const [, account] = key.split(':')
  if (key.startsWith('templates:')) return `${CHANNEL[account ?? ''] ?? account}的消息模板与配置不一致，请核对模板库`
  const [channel = '', reaction = '', kind] = key.split('.')
  const about = kind ? `“${MESSAGE_KIND[kind] ?? kind}”` : ''
  return `${CHANNEL[channel] ?? channel}${about}：${reasonWord(reaction)}`
}

/** Whether an operator may start a message again. */
export function mayResend(status: MessageStatus): boolean {
  return status === 'failed' || status === 'abandoned'
}
