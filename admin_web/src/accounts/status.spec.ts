import { expect, it } from 'vitest'
import { accountState, ROLES, USERNAME, whenDisabled } from './status'

const now = new Date('2026-11-23T09:00:00+08:00')

it.each([
  [true, null, '使用中'],
  [true, '2026-11-23T09:10:00+08:00', '已锁定'],
  [true, '2026-11-23T08:50:00+08:00', '使用中'],
  [false, '2026-11-23T09:10:00+08:00', '已停用'],
])('active %s, locked until %s: %s', (active, locked_until, word) => {
  expect(accountState({ active, locked_until }, now).word).toBe(word)
})

it('has a word for every role that can be given', () => {
  expect(ROLES.every(({ value, label }) => value !== label)).toBe(true)
})

it.each([['zhangwei', true], ['Z', false], ['1a', false], ['li.na-2', true]])('user name %s: %s', (name, good) => {
  expect(USERNAME.test(name)).toBe(good)
})

it('says how many cases are handed over, or that none is', () => {
  expect(whenDisabled('张伟', 3)).toContain('有 3 件申请只等 张伟 一人审批')
  expect(whenDisabled('张伟', 0)).toContain('现在没有只等 张伟 一人审批的申请')
})
