/** The addresses of the app, and who is let through to them. */
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router'
import { allows, type Permission } from '@/session/can'
import FirstPasswordPage from '@/session/FirstPasswordPage.vue'
import SignInPage from '@/session/SignInPage.vue'
import { useSession } from '@/session/store'
import AppLayout from './AppLayout.vue'
import ForbiddenPage from './ForbiddenPage.vue'
import { startFor } from './menu'
import NotFoundPage from './NotFoundPage.vue'
import { screens } from './routes'
import type { Screen } from './screen'
import { school } from '@/school'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    permission?: Permission
    within?: string
    /** For who is not signed in: the sign-in page. */
    open?: boolean
    /** For everyone, signed in or not. */
    everyone?: boolean
  }
}

const record = ({ path, name, title, component, permission, within }: Screen) => ({
  path,
  name,
  component: component ?? NotFoundPage,
  meta: { title, permission, within },
  ...(component ? {} : { beforeEnter: leave }),
})

/** The address is a page of its own. */
function leave(to: RouteLocationNormalized): false {
  window.location.assign(to.fullPath)
  return false
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/sign-in', component: SignInPage, props: { school: school.name }, meta: { title: '登录', open: true } },
    {
      path: '/i/:code',
      component: () => import('@/invitations/InvitedPage.vue'),
      meta: { title: '访客邀请', everyone: true },
    },
    { path: '/first-password', component: FirstPasswordPage, meta: { title: '修改初始密码' } },
    {
      path: '/',
      component: AppLayout,
      children: [
        { path: '', name: 'start', component: NotFoundPage },
        ...screens.map(record),
        { path: 'forbidden', name: 'forbidden', component: ForbiddenPage, meta: { title: '没有权限' } },
        { path: ':rest(.*)*', component: NotFoundPage, meta: { title: '没有这个页面' } },
      ],
    },
  ],
})

router.beforeEach((to) => admitted(to))
router.afterEach((to) => {
  document.title = [to.meta.title, `${school.name}访客预约系统`].filter(Boolean).join(' · ')
})

/** True to let through, or where to go instead. */
function admitted(to: RouteLocationNormalized): true | RouteLocationRaw {
  if (to.meta.everyone) return true
  const session = useSession()
  if (!session.me?.staff) return to.meta.open ? true : { path: '/sign-in', query: { to: to.fullPath } }
  if (session.me.must_change_password) return to.path === '/first-password' ? true : '/first-password'
  if (to.meta.open || to.path === '/first-password' || to.name === 'start') {
    return startFor(screens, session.me.permissions)
  }
  return allows(session.me.permissions, to.meta.permission) ? true : { name: 'forbidden', replace: true }
}
