import { expect, it } from 'vitest'
import { lockedSentence } from './lockout'

it.each([
  ['account_locked', 900, '15 分钟'],
  ['account_locked', 61, '2 分钟'],
  ['too_many_requests', 20, '1 分钟'],
])('%s for %d seconds says %s', (code, seconds, wait) => {
  expect(lockedSentence(code, seconds)).toContain(`请 ${wait}后再试`)
})

it('tells a locked account who can help', () => {
  expect(lockedSentence('account_locked', 900)).toContain('系统管理员')
  expect(lockedSentence('too_many_requests', 5)).not.toContain('系统管理员')
})
