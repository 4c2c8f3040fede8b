import { expect, it } from 'vitest'
import { assigneeWord, onlyFor, stepRows } from './flow'

const step = (key: string, ...visitor_types: string[]) => ({ key, name: key, assignee: 'contact', due_hours: 24, visitor_types })

it('stands alternatives beside each other', () => {
  const rows = stepRows([step('a'), step('b', 'temporary'), step('c', 'long_term'), step('d', 'long_term'), step('e')])
  expect(rows.map((row) => row.map(({ key }) => key))).toEqual([['a'], ['b', 'c'], ['d'], ['e']])
})

it.each([
  ['contact', '对接人本人'],
  ['head_of(contact.department)', '对接人所在单位的负责人（没有则逐级向上）'],
  ['group:materials', '物资保障组任一成员'],
  ['group:gone', 'gone任一成员'],
  ['inviter', '邀请人'],
])('%s is %s', (rule, word) => expect(assigneeWord(rule, { materials: '物资保障组' })).toBe(word))

it('says for whom a step is', () => {
  expect(onlyFor(step('a', 'temporary', 'long_term'))).toBe('临时访客、长期访客')
  expect(onlyFor(step('a'))).toBe('')
})
