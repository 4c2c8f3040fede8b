import { expect, it } from 'vitest'
import type { Invitation } from '../../../api/types'
import { invitationView, sorted } from './model'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')
const SENT: Invitation = {
  code: 'ABCDEFGHJKLM',
  status: 'sent',
  visitor_name: '刘洋',
  visitor_type: 'temporary',
  department: { id: 'd1', name: '计算机学院' },
  department_open: false,
  contact: { name: '张伟' },
  purpose: '学术交流',
  valid_from: '2026-11-23T00:00:00+08:00',
  valid_to: '2026-11-23T23:59:00+08:00',
  uses_left: 1,
}

it('can be applied from while it is sent, not used up and not over', () => {
  expect(invitationView(SENT, NOW)).toMatchObject({ usable: true, when: '今天 00:00–23:59', uses: '' })
  expect(invitationView({ ...SENT, status: 'used' }, NOW).usable).toBe(false)
  expect(invitationView({ ...SENT, uses_left: 0 }, NOW).usable).toBe(false)
  expect(invitationView(SENT, Date.parse(SENT.valid_to)).usable).toBe(false)
})

it('says how often it can still be used, and where the visitor chooses the unit', () => {
  const open = invitationView({ ...SENT, uses_left: 3, department_open: true }, NOW)
  expect(open).toMatchObject({ uses: '还可申请 3 次', department: '到访单位由您选择' })
})

it('comes before those that cannot be used', () => {
  const used = invitationView({ ...SENT, code: 'USED', status: 'used' }, NOW)
  expect(sorted([used, invitationView(SENT, NOW)]).map(({ code }) => code)).toEqual([SENT.code, 'USED'])
})
