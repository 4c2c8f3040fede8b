/** Permissions as the server names them (server/accounts/permissions.py), and asking for them. */

export type Permission =
  | 'account:self'
  | 'approvals:decide'
  | 'audit:read'
  | 'blocklist:manage'
  | 'conflicts:resolve'
  | 'devices:manage'
  | 'flows:read'
  | 'gate:read'
  | 'gate:scan'
  | 'gates:manage'
  | 'invitations:manage'
  | 'messages:manage'
  | 'organisation:manage'
  | 'organisation:read'
  | 'settings:read'
  | 'staff:manage'
  | 'visits:create'
  | 'visits:read'
  | 'visits:read:all'
  | 'visits:revoke'
  | 'visits:unmask'
  | 'webhooks:manage'

/** Whether someone with these permissions may; what needs none is for everyone. */
export function allows(held: readonly string[], needed?: Permission): boolean {
  return needed === undefined || held.includes(needed)
}

const ROLES: Record<string, string> = {
  staff: '教职工',
  guard: '门岗',
  security_office: '保卫处',
  system_administrator: '系统管理员',
  audit_administrator: '审计管理员',
  head: '单位负责人',
  group_member: '审批组成员',
}

/** A role in the school's words; an unknown one is not shown. */
export function roleWord(role: string): string | undefined {
  return ROLES[role]
}
