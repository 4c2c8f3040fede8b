import { expect, it } from 'vitest'
import type { StaffInvitation } from '@/http/schema'
import { stepsOf } from './steps'

const draft = { status: 'draft', created_at: 'a', sent_at: null, opened_at: null, visits: [] } as unknown as StaffInvitation

it('shows what is still to come', () => {
  expect(stepsOf(draft).map(({ title, done }) => [title, done])).toEqual([
    ['创建', true], ['发送', false], ['访客查看', false], ['提交进校申请', false],
  ])
})

it('dates the application by the first visit', () => {
  const visits = [{ created_at: '2026-02' }, { created_at: '2026-01' }] as StaffInvitation['visits']
  const used = stepsOf({ ...draft, status: 'used', sent_at: 'b', opened_at: 'c', visits })
  expect(used.map(({ title, at }) => [title, at])).toEqual([
    ['创建', 'a'], ['发送', 'b'], ['访客查看', 'c'], ['提交进校申请', '2026-01'], ['已用完', null],
  ])
})

it('ends where it was revoked, without what will never come', () => {
  expect(stepsOf({ ...draft, status: 'revoked', sent_at: 'b' }).map(({ title }) => title)).toEqual(['创建', '发送', '已撤销'])
})
