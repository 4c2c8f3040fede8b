import { describe, expect, it } from 'vitest'
import type { WalkIn } from '../../../api/gate-types'
import { visitCard } from '../../../testing/sample-visit'
import { anyWaiting, cardOf } from './became'

const NOW = Date.parse('2026-11-23T09:00:00+08:00')
const walkIn = (over: Partial<WalkIn> = {}): WalkIn => ({
  ...visitCard({ created_at: '2026-11-23T08:50:00+08:00' }),
  decided_by: null,
  comment: '',
  pass_number: null,
  short_code: null,
  inside: false,
  ...over,
})

describe('what became of it', () => {
  it.each<[Partial<WalkIn>, string, string]>([
    [{}, '已通知 张伟，已等待 10 分钟', ''],
    [{ status: 'approved', decided_by: '张伟', short_code: 'ABCD2345' }, '张伟 已同意，可以放行', 'ABCD2345'],
    [{ status: 'approved', decided_by: '张伟', short_code: 'ABCD2345', inside: true }, '请在 16:00 前离校', ''],
    [{ status: 'rejected', decided_by: '张伟', comment: '不认识' }, '张伟 没有同意：不认识', ''],
    [{ status: 'expired' }, '', ''],
  ])('%j: %s', (over, words, shortCode) => expect(cardOf(walkIn(over), NOW)).toMatchObject({ words, shortCode }))

  it('is asked for while somebody waits', () => {
    expect(anyWaiting([cardOf(walkIn(), NOW)])).toBe(true)
    expect(anyWaiting([cardOf(walkIn({ status: 'rejected' }), NOW)])).toBe(false)
  })
})
