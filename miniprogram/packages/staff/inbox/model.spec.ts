import { expect, it } from 'vitest'
import type { TaskRow } from '../../../api/staff-types'
import { visitCard } from '../../../testing/sample-visit'
import { boxOf, rowOf, tabsOf } from './model'

const NOW = Date.parse('2026-11-23T09:00:00+08:00')
const task = (over: Partial<TaskRow> = {}): TaskRow => ({
  id: 't1',
  step: 'contact',
  name: '对接人',
  status: 'open',
  opened_at: '2026-11-23T07:00:00+08:00',
  due_at: null,
  visit: visitCard(),
  ...over,
})

it('counts every box, and none before the counts are known', () => {
  expect(tabsOf({ todo: 3, done: 0, started: 1, copied: 0 }).map(({ label, count }) => [label, count])).toEqual([
    ['待我审批', 3],
    ['我已审批', 0],
    ['我发起的', 1],
    ['抄送我的', 0],
  ])
  expect(tabsOf(null).every(({ count }) => count === 0)).toBe(true)
})

it.each([['done', 'done'], ['nonsense', 'todo'], [undefined, 'todo']])('box %s: %s', (named, box) => {
  expect(boxOf(named)).toBe(box)
})

it('says who, when, where and how long they wait', () => {
  expect(rowOf('todo', task(), NOW)).toMatchObject({
    name: '刘洋',
    when: '今天 14:00–16:00',
    where: '计算机学院 · 张伟',
    extras: '京A12345 · 随行 1 人',
    state: '已等待 2 小时',
    tone: 'warning',
    url: '/packages/staff/decide/index?id=t1',
  })
})

it('turns red when the case should have been decided', () => {
  const late = rowOf('todo', task({ due_at: '2026-11-23T08:30:00+08:00' }), NOW)
  expect(late).toMatchObject({ state: '已超时，应于 今天 08:30 前处理', tone: 'danger' })
})

it.each([
  ['done', '已同意', '/packages/staff/decide/index?id=t1'],
  ['started', '审批中', '/packages/staff/decide/index?visit=v1'],
  ['copied', '审批中', '/packages/staff/decide/index?visit=v1'],
] as const)('box %s tells %s and opens %s', (box, state, url) => {
  expect(rowOf(box, task({ status: 'approved' }), NOW)).toMatchObject({ state, url })
})
