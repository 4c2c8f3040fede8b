/** What the first page says: who is here, today's visit, what needs this person. */
import type { Invitation, Me, VisitCard } from '../../api/types'
import { millis, spanWords } from '../../lib/time'

/** What the server was asked; a part nobody may ask for is missing. */
export interface Found {
  approved?: VisitCard[]
  inReview?: VisitCard[]
  invitations?: Invitation[]
  todo?: number
}

export interface Need {
  key: string
  icon: string
  title: string
  text: string
  url: string
}

export interface Tile {
  icon: string
  name: string
  text: string
  url: string
}

const INVITATION = '/packages/visitor/invitation/index'
// More than this many would push the modules off the screen.
const MOST_NEEDS = 3
const DAY = 24 * 3_600_000

export const VISITOR_TILES: Tile[] = [
  { icon: 'mail', name: '我的邀请码', text: '用手机号查询', url: INVITATION },
  { icon: 'edit-1', name: '访客进校申请', text: '凭邀请填写', url: `${INVITATION}?apply=1` },
  { icon: 'calendar', name: '我的预约申请', text: '进度与访客码', url: '/pages/visits/index' },
]

const STAFF_TILES: (Tile & { permission: string })[] = [
  {
    icon: 'check-circle',
    name: '待我审批',
    text: '访客申请',
    url: '/packages/staff/inbox/index',
    permission: 'approvals:decide',
  },
  {
    icon: 'user-add',
    name: '邀请访客',
    text: '发送邀请',
    url: '/packages/staff/invite/index',
    permission: 'invitations:manage',
  },
  { icon: 'scan', name: '扫码核验', text: '入校与离校', url: '/packages/gate/scan/index', permission: 'gate:scan' },
  {
    icon: 'time',
    name: '今日预约',
    text: '即将到访',
    url: '/packages/gate/present/index?tab=expected',
    permission: 'gate:read',
  },
  {
    icon: 'usergroup',
    name: '在校人员',
    text: '还未离校',
    url: '/packages/gate/present/index?tab=present',
    permission: 'gate:read',
  },
]

export function whoView(me: Me | null) {
  const phone = me?.visitor?.phone_masked ?? ''
  if (me?.staff) return { name: me.staff.name, note: me.staff.department.name, bind: false }
  return { name: phone || '访客', note: phone ? '访客' : '', bind: me !== null && !phone }
}

/** The modules for staff and guards whom these permissions let in. */
export function staffTiles(permissions: string[]): Tile[] {
  return STAFF_TILES.filter(({ permission }) => permissions.includes(permission))
}

export function homeView({ approved = [], inReview = [], invitations = [], todo = 0 }: Found, now: number) {
  return { today: todayView(approved, now), needs: needsOf(inReview, invitations, todo, now) }
}

/** The visit of today that is on or comes next. */
function todayView(approved: VisitCard[], now: number) {
  const begins = (visit: VisitCard): number => millis(visit.visit_from)
  const near = approved
    .filter(({ status, visit_to }) => status === 'approved' && millis(visit_to) > now)
    .filter((visit) => begins(visit) - now < DAY)
    .sort((one, other) => begins(one) - begins(other))
  const [visit] = near
  if (!visit) return null
  return {
    id: visit.id,
    department: visit.department.name,
    contact: visit.contact.name,
    when: spanWords(begins(visit), millis(visit.visit_to), now),
    url: `/packages/visitor/pass/index?id=${visit.id}`,
  }
}

function needsOf(inReview: VisitCard[], invitations: Invitation[], todo: number, now: number): Need[] {
  const returned = inReview.filter(({ status }) => status === 'returned').map(returnedNeed)
  const usable = invitations.filter(({ status, uses_left, valid_to }) => {
    return ['sent', 'opened'].includes(status) && uses_left > 0 && millis(valid_to) > now
  })
  const waiting = todo > 0 ? [todoNeed(todo)] : []
  return [...waiting, ...returned, ...usable.map(invitationNeed)].slice(0, MOST_NEEDS)
}

const todoNeed = (todo: number): Need => ({
  key: 'todo',
  icon: 'check-circle',
  title: `${todo} 个访客申请待您审批`,
  text: '请尽快处理，访客在等待',
  url: '/packages/staff/inbox/index',
})

const returnedNeed = (visit: VisitCard): Need => ({
  key: visit.id,
  icon: 'edit-1',
  title: '有申请需要修改',
  text: `${visit.department.name} · ${visit.purpose}`,
  url: `/packages/visitor/visit/index?id=${visit.id}`,
})

const invitationNeed = (invitation: Invitation): Need => ({
  key: invitation.code,
  icon: 'mail',
  title: '您有一个邀请还没使用',
  text: `${invitation.department.name} · ${invitation.contact.name}`,
  url: INVITATION,
})
