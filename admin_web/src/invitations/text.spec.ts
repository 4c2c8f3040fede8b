import { expect, it } from 'vitest'
import type { StaffInvitation } from '@/http/schema'
import { grouped, invitationText, invitedLink } from './text'

const invitation = {
  code: 'ABCD2345WXYZ',
  visitor_name: '刘洋',
  contact: { id: 'c', name: '张伟' },
  department: { id: 'd', name: '计算机学院' },
  purpose: '学术交流',
  valid_from: '2026-11-24T00:00:00Z',
  valid_to: '2026-11-24T10:00:00Z',
} as StaffInvitation

it('writes a code in groups of four', () => {
  expect(grouped('ABCD2345WXYZ')).toBe('ABCD-2345-WXYZ')
  expect(grouped('')).toBe('')
})

it('links to the page that explains the code', () => {
  expect(invitedLink('https://visit.example.edu', 'AB')).toBe('https://visit.example.edu/i/AB')
})

it('says who invites, when and how, on the school’s clock', () => {
  const text = invitationText(invitation, '示范大学')
  expect(text).toContain('计算机学院 张伟 邀请您到示范大学')
  expect(text).toContain('2026-11-24 08:00 至 2026-11-24 18:00')
  expect(text).toContain('ABCD-2345-WXYZ')
})
