import { expect, it } from 'vitest'
import { blockedWhat, blockState, conflictState, countdown, enrolmentLink, inGroups, mayResend, outcome } from './words'

it.each([
  ['2026-11-23T01:10:00Z', '10:00'],
  ['2026-11-23T01:00:59.001Z', '1:00'],
  ['2026-11-23T01:00:05Z', '0:05'],
  ['2026-11-23T00:59:00Z', '0:00'],
])('counts down to %s', (until, said) => {
  expect(countdown(until, Date.parse('2026-11-23T01:00:00Z'))).toBe(said)
})

it('spells a code in groups and hides it from servers', () => {
  expect(inGroups('ABCDEFGHJKMN')).toBe('ABCD-EFGH-JKMN')
  expect(enrolmentLink('https://visit.example', 'ABCD')).toBe('https://visit.example/gate#enrol=ABCD')
})

it('says what is kept out, and whether it still is', () => {
  expect(blockedWhat({ kind: 'document', document_kind: 'passport' })).toBe('护照')
  expect(blockedWhat({ kind: 'plate', document_kind: null })).toBe('车牌')
  const words = [
    { in_force: true, lifted_at: null },
    { in_force: false, lifted_at: '2026-11-23T01:00:00Z' },
    { in_force: false, lifted_at: null },
  ].map((entry) => blockState(entry).word)
  expect(words).toEqual(['生效中', '已解除', '已到期'])
})

it.each([
  [{ status_code: 500, last_reason: 'answered' }, '对方回答 500'],
  [{ status_code: null, last_reason: 'ConnectError' }, '连不上对方'],
  [{ status_code: null, last_reason: 'SomethingNew' }, '发送失败'],
  [{ status_code: null, last_reason: '' }, '—'],
])('says how %o ended', (delivery, said) => {
  expect(outcome(delivery)).toBe(said)
})

it('offers to send again what has ended, and to settle what has not', () => {
  expect((['queued', 'sending', 'delivered', 'failed'] as const).map((state) => mayResend({ state }))).toEqual([false, false, true, true])
  expect([null, 'accept_fact'].map((resolution) => conflictState(resolution).word)).toEqual(['待处理', '以门岗补传为准'])
})
