import { beforeEach, describe, expect, it } from 'vitest'
import type { Me, VisitCard } from '../../api/types'
import { useOffset } from '../../lib/time'
import { INVITATION, NOW, RETURNED } from '../../testing/application'
import { homeView, staffTiles, whoView } from './model'

const VISITOR: Me = {
  visitor: { id: 'w1', phone_masked: '138****8000', phone_proven: true },
  staff: null,
  permissions: ['visitor:self'],
  must_change_password: false,
}
const visit = (part: Partial<VisitCard>): VisitCard => ({ ...RETURNED, status: 'approved', ...part })

beforeEach(() => useOffset(480))

it('names staff, shows a visitor the phone, and asks who has none to bind one', () => {
  const staff = { id: 's1', name: '张伟', department: { id: 'd1', name: '计算机学院' }, roles: ['staff'] }
  expect(whoView({ ...VISITOR, staff })).toEqual({ name: '张伟', note: '计算机学院', bind: false })
  expect(whoView(VISITOR)).toEqual({ name: '138****8000', note: '访客', bind: false })
  const without = { ...VISITOR, visitor: { id: 'w1', phone_masked: null, phone_proven: false } }
  expect(whoView(without).bind).toBe(true)
  expect(whoView(null).bind).toBe(false)
})

describe('today', () => {
  const today = (...approved: VisitCard[]) => homeView({ approved }, NOW).today

  it('is the visit that is on or comes next', () => {
    const soon = visit({ id: 'soon', visit_from: '2026-11-23T06:00:00+00:00' })
    const later = visit({ id: 'later', visit_from: '2026-11-23T09:00:00+00:00' })
    expect(today(later, soon)).toMatchObject({ id: 'soon', url: '/packages/visitor/pass/index?id=soon' })
  })

  it('is empty without one', () => {
    expect(today(visit({ visit_from: '2026-11-25T06:00:00Z', visit_to: '2026-11-25T08:00:00Z' }))).toBeNull()
    expect(today(visit({ visit_to: '2026-11-23T01:00:00Z' }))).toBeNull()
    expect(today(visit({ status: 'finished' }))).toBeNull()
  })
})

describe('what needs this person', () => {
  it('is an approval, a returned visit, an invitation not yet used', () => {
    const { needs } = homeView({ inReview: [RETURNED], invitations: [INVITATION], todo: 2 }, NOW)
    expect(needs.map(({ title }) => title)).toEqual([
      '2 个访客申请待您审批',
      '有申请需要修改',
      '您有一个邀请还没使用',
    ])
  })

  it('is nothing that is used up or only waits for others', () => {
    const used = { ...INVITATION, uses_left: 0 }
    const waiting = { ...RETURNED, status: 'in_review' as const }
    expect(homeView({ inReview: [waiting], invitations: [used], todo: 0 }, NOW).needs).toEqual([])
  })

  it('leaves room for the modules', () => {
    expect(homeView({ inReview: Array(9).fill(RETURNED) }, NOW).needs).toHaveLength(3)
  })
})

it('shows staff and guards only the modules they may open', () => {
  expect(staffTiles([])).toEqual([])
  expect(staffTiles(['gate:scan', 'gate:read']).map(({ name }) => name)).toEqual(['扫码核验', '今日预约', '在校人员'])
})
