/** What each setting means, and how its value reads. */
import type { SettingOut } from './api'

export const GROUP: Record<string, string> = {
  school: '学校',
  http: '网络服务',
  database: '数据库',
  redis: 'Redis',
  storage: '文件',
  keys: '密钥',
  sessions: '登录',
  invitations: '邀请',
  visits: '预约',
  passes: '访客码',
  gate: '门岗',
  notifications: '消息',
  webhooks: '闸机推送',
  worker: '后台任务',
  wechat: '微信',
  '': '其他',
}

export const LABEL: Record<string, string> = {
  'school.name': '学校名称',
  'school.timezone': '时区',
  'school.brand_color': '主题色',
  'http.host': '监听地址',
  'http.port': '监听端口',
  'http.workers': '进程数',
  'http.request_max_bytes': '请求大小上限（字节）',
  'http.proxies_count': '前置代理层数',
  'http.secure_cookies': '只在 https 下发送登录凭证',
  'database.url': '数据库地址',
  'database.pool_max': '连接数上限',
  'redis.url': 'Redis 地址',
  'storage.data_dir': '数据目录',
  'storage.upload_max_bytes': '上传文件大小上限（字节）',
  'storage.uploads_per_day': '每人每天上传次数',
  'keys.create_key_file': '自动生成密钥文件',
  'sessions.staff_hours': '教职工登录有效期（小时）',
  'sessions.visitor_days': '访客登录有效期（天）',
  'sessions.failures_before_lock': '密码错几次后锁定',
  'sessions.lock_minutes': '锁定时长（分钟）',
  'sessions.sign_ins_per_minute': '每分钟登录次数上限',
  'sessions.password_min_length': '密码最短长度',
  'sessions.must_change_first_password': '首次登录必须修改密码',
  'invitations.required': '必须有邀请才能申请',
  'invitations.phone_must_be_proven': '查询邀请须验证手机号',
  'invitations.max_days': '邀请有效期上限（天）',
  'invitations.max_uses': '邀请使用次数上限',
  'invitations.lookups_per_minute': '每人每分钟查询次数',
  'invitations.lookups_per_minute_per_address': '每个网络地址每分钟查询次数',
  'visits.book_ahead_days': '最多提前预约（天）',
  'visits.temporary_max_hours': '临时访客最长停留（小时）',
  'visits.long_term_max_days': '长期访客最长有效期（天）',
  'visits.companions_max': '随行人数上限',
  'visits.backdate_minutes': '到访时间最多早于现在（分钟）',
  'visits.open_per_visitor': '每位访客进行中的申请上限',
  'visits.urge_minutes': '催办间隔（分钟）',
  'visits.remind_hours': '到访前提醒（小时）',
  'visits.health_modules': '启用的健康信息',
  'passes.step_seconds': '访客码刷新间隔（秒）',
  'passes.skew_steps': '允许的时钟偏差（次刷新）',
  'gate.early_minutes': '可提前入校（分钟）',
  'gate.temporary_entries': '临时访客入校次数（0 为不限）',
  'gate.exit_without_entry': '没有入校记录时离校',
  'gate.code_guesses_per_minute': '每分钟无效扫码上限',
  'gate.contact_lookups_per_minute': '每分钟查找对接人次数',
  'notifications.lease_seconds': '发送占用时长（秒）',
  'notifications.retry_seconds': '重试间隔（秒）',
  'notifications.report_seconds': '等待微信送达报告（秒）',
  'notifications.give_up_hours': '放弃发送（小时）',
  'notifications.concurrency': '同时发送数',
  'notifications.poll_seconds': '检查间隔（秒）',
  'webhooks.timeout_seconds': '等待接收方回答（秒）',
  'webhooks.retry_seconds': '重试间隔（秒）',
  'webhooks.give_up_hours': '放弃推送（小时）',
  'webhooks.keep_days': '推送记录保留（天）',
  'webhooks.allow_private_addresses': '允许推送到学校内网',
  'worker.push_seconds': '推送检查间隔（秒）',
  'worker.inside_serve': '随网络服务一起运行',
  'worker.lapse_seconds': '过期检查间隔（秒）',
  'worker.audit_seal_seconds': '审计入链间隔（秒）',
  'worker.hear_seconds': '处理微信事件间隔（秒）',
  'wechat.api_base': '微信接口地址',
  'wechat.mini_app_id': '小程序 AppID',
  'wechat.mini_app_secret': '小程序密钥',
  'wechat.service_app_id': '服务号 AppID',
  'wechat.service_app_secret': '服务号密钥',
  'wechat.callback_token': '回调令牌',
  'wechat.callback_aes_key': '回调加密密钥',
  'wechat.mini_program_state': '小程序版本',
  'wechat.timeout_seconds': '微信接口超时（秒）',
  config_dir: '配置目录',
}

export const SOURCE: Record<SettingOut['source'], string> = {
  default: '默认配置',
  chosen: '所选配置文件',
  environment: '环境变量',
}

const VALUE: Record<string, string> = {
  'gate.exit_without_entry=refuse': '不放行',
  'gate.exit_without_entry=record': '放行并补记',
  'wechat.mini_program_state=formal': '正式版',
  'wechat.mini_program_state=trial': '体验版',
  'wechat.mini_program_state=developer': '开发版',
}

/** `group.key`, as the configuration names it. */
export function nameOf(setting: Pick<SettingOut, 'group' | 'key'>): string {
  return setting.group ? `${setting.group}.${setting.key}` : setting.key
}

/** A value in words; of a secret the server says only whether it is set. */
export function valueWord(setting: Pick<SettingOut, 'group' | 'key' | 'value'>): string {
  const { value } = setting
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length ? value.join('、') : '无'
  return VALUE[`${nameOf(setting)}=${value}`] ?? (value === '' ? '未设置' : String(value))
}

/** The settings by group, in the order they came. */
export function grouped(items: readonly SettingOut[]): { group: string; items: SettingOut[] }[] {
  const groups = new Map<string, SettingOut[]>()
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item])
  return [...groups].map(([group, members]) => ({ group, items: members }))
}
