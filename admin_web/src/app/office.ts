/** The screens beside the visitors' own: deciding, one's account, the gate, the organisation, the system. */
import type { Screen } from './screen'

const deciding: Screen[] = [
  {
    path: '/approvals',
    name: 'approvals',
    title: '流程中心',
    component: () => import('@/approvals/ApprovalsPage.vue'),
    permission: 'approvals:decide',
    menu: { group: '访客', icon: 'approval' },
  },
]

const own: Screen[] = [
  {
    path: '/account',
    name: 'account',
    title: '我的账号',
    component: () => import('@/accounts/AccountPage.vue'),
    permission: 'account:self',
  },
]

const gate: Screen[] = [
  {
    path: '/gate',
    name: 'gate',
    title: '门岗核验',
    permission: 'gate:scan',
    menu: { group: '门岗', icon: 'gate' },
  },
]

const gateOffice: Screen[] = [
  {
    path: '/conflicts',
    name: 'conflicts',
    title: '出入冲突',
    component: () => import('@/gateadmin/ConflictsPage.vue'),
    permission: 'conflicts:resolve',
    menu: { group: '门岗', icon: 'conflict' },
  },
  {
    path: '/blocklist',
    name: 'blocklist',
    title: '黑名单',
    component: () => import('@/gateadmin/BlocklistPage.vue'),
    permission: 'blocklist:manage',
    menu: { group: '门岗', icon: 'blocklist' },
  },
  {
    path: '/devices',
    name: 'devices',
    title: '设备',
    component: () => import('@/gateadmin/DevicesPage.vue'),
    permission: 'devices:manage',
    menu: { group: '门岗', icon: 'device' },
  },
  {
    path: '/webhooks',
    name: 'webhooks',
    title: '闸机推送',
    component: () => import('@/gateadmin/WebhooksPage.vue'),
    permission: 'webhooks:manage',
    menu: { group: '门岗', icon: 'webhook' },
  },
  {
    path: '/webhooks/:id',
    name: 'webhook',
    title: '推送记录',
    component: () => import('@/gateadmin/DeliveriesPage.vue'),
    permission: 'webhooks:manage',
    within: 'webhooks',
  },
]

const organisation: Screen[] = [
  {
    path: '/departments',
    name: 'departments',
    title: '单位',
    component: () => import('@/organisation/DepartmentsPage.vue'),
    permission: 'organisation:manage',
    menu: { group: '组织', icon: 'department' },
  },
  {
    path: '/staff',
    name: 'staff',
    title: '人员',
    component: () => import('@/accounts/StaffPage.vue'),
    permission: 'staff:manage',
    menu: { group: '组织', icon: 'staff' },
  },
  {
    path: '/groups',
    name: 'groups',
    title: '审批组',
    component: () => import('@/organisation/GroupsPage.vue'),
    permission: 'organisation:manage',
    menu: { group: '组织', icon: 'group' },
  },
  {
    path: '/gates',
    name: 'gates',
    title: '校门',
    component: () => import('@/organisation/GatesPage.vue'),
    permission: 'gates:manage',
    menu: { group: '组织', icon: 'gate' },
  },
]

const system: Screen[] = [
  {
    path: '/flow',
    name: 'flow',
    title: '审批流程',
    component: () => import('@/organisation/FlowPage.vue'),
    permission: 'flows:read',
    menu: { group: '系统', icon: 'flow' },
  },
  {
    path: '/form',
    name: 'form',
    title: '申请表',
    component: () => import('@/settings/FormPage.vue'),
    permission: 'settings:read',
    menu: { group: '系统', icon: 'check' },
  },
  {
    path: '/messages',
    name: 'messages',
    title: '消息记录',
    component: () => import('@/messages/MessagesPage.vue'),
    permission: 'messages:manage',
    menu: { group: '系统', icon: 'message' },
  },
  {
    path: '/audit',
    name: 'audit',
    title: '审计记录',
    component: () => import('@/audit/AuditPage.vue'),
    permission: 'audit:read',
    menu: { group: '系统', icon: 'audit' },
  },
  {
    path: '/settings',
    name: 'settings',
    title: '系统设置',
    component: () => import('@/settings/SettingsPage.vue'),
    permission: 'settings:read',
    menu: { group: '系统', icon: 'setting' },
  },
]

export const office: Screen[] = [...deciding, ...own, ...gate, ...gateOffice, ...organisation, ...system]
