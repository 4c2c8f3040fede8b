/** What accounts and bindings are called. */
import type { BindingOut, StaffOut } from '@/http/schema'
import { roleWord } from '@/session/can'
import type { Word } from '@/ui/tones'

export const BINDING_STATE: Record<BindingOut['state'], Word> = {
  bound: { word: '已绑定', tone: 'green' },
  not_bound: { word: '未绑定', tone: 'orange' },
  not_following: { word: '已取消关注', tone: 'orange' },
  muted: { word: '已拒收消息', tone: 'orange' },
}

/** The roles an administrator may give. */
export const ROLES = ['staff', 'guard', 'security_office', 'system_administrator', 'audit_administrator'].map((role) => ({
  value: role,
  label: roleWord(role) ?? role,
}))

/** User names as the server accepts them. */
export const USERNAME = /^[a-z][a-z0-9._-]{1,47}$/

export function accountState(staff: Pick<StaffOut, 'active' | 'locked_until'>, now: Date): Word {
  if (!staff.active) return { word: '已停用', tone: 'grey' }
  const locked = staff.locked_until !== null && new Date(staff.locked_until) > now
  return locked ? { word: '已锁定', tone: 'red' } : { word: '使用中', tone: 'green' }
}

/** What disabling an account will do; `waiting` cases wait for this person alone. */
export function whenDisabled(name: string, waiting: number): string {
  const handover = waiting
    ? `现在有 ${waiting} 件申请只等 ${name} 一人审批，会按审批规则移交给单位负责人或兜底审批人；审批组的待办由其他成员处理。`
    : `现在没有只等 ${name} 一人审批的申请。`
  return `${name} 会立即退出登录，不能再使用系统。${handover}历史记录保留。`
}
