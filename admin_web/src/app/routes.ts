/** Every screen: its address, its page, its title and who may open it. Menu and guard both read this table. */
import { office } from './office'
import type { Screen } from './screen'

const visitors: Screen[] = [
  {
    path: '/dashboard',
    name: 'dashboard',
    title: '工作台',
    component: () => import('@/home/DashboardPage.vue'),
    permission: 'visits:read',
    menu: { group: '', icon: 'dashboard' },
  },
  {
    path: '/invitations',
    name: 'invitations',
    title: '访客邀请',
    component: () => import('@/invitations/InvitationListPage.vue'),
    permission: 'invitations:manage',
    menu: { group: '访客', icon: 'invitation' },
  },
  {
    path: '/invitations/bulk',
    name: 'invitations-bulk',
    title: '批量邀请',
    component: () => import('@/invitations/bulk/BulkPage.vue'),
    permission: 'invitations:manage',
    within: 'invitations',
  },
  {
    path: '/invitations/:id',
    name: 'invitation',
    title: '邀请详情',
    component: () => import('@/invitations/InvitationDetailPage.vue'),
    permission: 'invitations:manage',
    within: 'invitations',
  },
  {
    path: '/visits',
    name: 'visits',
    title: '预约访客',
    component: () => import('@/visits/VisitListPage.vue'),
    permission: 'visits:read',
    menu: { group: '访客', icon: 'visit' },
  },
  {
    path: '/visits/new',
    name: 'visit-new',
    title: '代访客填写',
    component: () => import('@/visits/VisitNewPage.vue'),
    permission: 'visits:create',
    within: 'visits',
  },
  {
    path: '/visits/:id',
    name: 'visit',
    title: '预约详情',
    component: () => import('@/visits/VisitDetailPage.vue'),
    permission: 'visits:read',
    within: 'visits',
  },
]

export const screens: Screen[] = [...visitors, ...office]
