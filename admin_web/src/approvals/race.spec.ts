import { expect, it } from 'vitest'
import { errorFrom } from '@/http/errors'
import { lostRace } from './race'

const now = new Date('2026-11-23T15:00:00+08:00')
const refusal = (code: string, context: object) => errorFrom(409, { code, detail: '这一步已经处理过了。', context })

it('names who was faster, what they decided and when', () => {
  const context = { decided_by: '李娜', decision: 'rejected', decided_at: '2026-11-23T06:05:00+00:00' }
  expect(lostRace(refusal('already_decided', context), now)).toBe('李娜 今天 14:05 已拒绝，您的操作没有生效。')
})

it('says what the server says otherwise', () => {
  expect(lostRace(refusal('cannot_recall', {}), now)).toBe('这一步已经处理过了。')
})
