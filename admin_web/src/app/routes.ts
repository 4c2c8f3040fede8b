/** Every screen: its address, its page, its title and who may open it. Menu and guard both read this table. */
import type { Component } from 'vue'
import type { Permission } from '@/session/can'
import { office } from './office'

/** The headings of the menu, in their order; 工作台 stands alone on top. */
export const GROUPS = ['', '访客', '门岗', '组织', '系统'] as const

export interface Screen {
  path: string
  name: string
  title: string
  /** Left out: the address is a page of its own, which the browser opens. */
  component?: () => Promise<{ default: Component }>
  /** Left out: everyone who is signed in. */
  permission?: Permission
  /** Where the menu shows it; left out: reached from another screen. `icon` names one in menuIcons.ts. */
  menu?: { group: (typeof GROUPS)[number]; icon: string }
  /** The menu entry that stays lit on a screen without one: that screen's name. */
  within?: string
}

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
