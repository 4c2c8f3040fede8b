import { beforeEach, describe, expect, it } from 'vitest'
import type { EntryPass } from '../../../api/types'
import { useOffset } from '../../../lib/time'
import { RETURNED } from '../../../testing/application'
import { cardView, isStale, liveView, snapshotOf, stateOf } from './model'

const at = (text: string) => Date.parse(`${text}+08:00`)
const NOW = at('2026-11-23T14:10:05')
const PASS: EntryPass = {
  number: 'ABCDEFGHJK',
  qr: 'V1ABCDEFGHJK00000000',
  code: '00000000',
  step_seconds: 30,
  day_secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  server_time: '2026-11-23T06:10:00+00:00',
  opens_at: '2026-11-23T05:30:00+00:00',
  valid_from: '2026-11-23T06:00:00+00:00',
  valid_to: '2026-11-23T08:00:00+00:00',
  state: 'active',
  inside: false,
  inside_since: null,
  contact: { name: '张伟', phone: '+8613612345678' },
  gates: ['东门', '西门'],
  gate_directions: [
    { name: '东门', directions: '学院路 1 号' },
    { name: '西门', directions: '' },
  ],
  short_code: 'ABCD2345',
}
const shown = (pass: Partial<EntryPass> = {}, visit = RETURNED) => snapshotOf({ ...PASS, ...pass }, visit, NOW)

beforeEach(() => useOffset(480))

describe('the state', () => {
  it.each([
    [shown(), NOW, 'active'],
    [shown(), at('2026-11-23T13:29:59'), 'not_yet'],
    [shown(), at('2026-11-23T13:30:00'), 'active'],
    [shown(), at('2026-11-23T16:00:01'), 'over'],
    [shown({ state: 'over' }), NOW, 'over'],
    [shown({ state: 'revoked', inside: true }), NOW, 'revoked'],
    [shown({ inside: true, inside_since: '2026-11-23T06:05:00+00:00' }), at('2026-11-23T17:00:00'), 'inside'],
    [shown({ valid_to: '2026-12-01T00:00:00Z' }), at('2026-11-24T00:00:00'), 'stale'],
  ])('%# is right', (snapshot, now, state) => expect(stateOf(snapshot, now)).toBe(state))

  it('of a long-term visit follows its days and hours', () => {
    const weekly = (weekdays: number[], from: string, to: string) =>
      stateOf(shown({}, { ...RETURNED, weekdays, daily_from: from, daily_to: to }), NOW)
    expect(weekly([1], '08:00', '14:10')).toBe('active')
    expect(weekly([2, 7], '08:00', '18:00')).toBe('not_now')
    expect(weekly([1], '08:00', '14:09')).toBe('not_now')
  })
})

describe('what moves', () => {
  it('is the code of this half minute and what is left of it', () => {
    const view = liveView(shown(), NOW)
    expect(view).toMatchObject({ left: 25, percent: 83, clock: '14:10:05', live: true })
    expect(view.qr).toMatch(/^V1ABCDEFGHJK\d{8}$/)
    expect(liveView(shown(), NOW + 24_000).qr).toBe(view.qr)
    expect(liveView(shown(), NOW + 25_000).qr).not.toBe(view.qr)
  })

  it('counts down to when the gate opens', () => {
    expect(liveView(shown(), at('2026-11-23T13:00:55')).hint).toBe('今天 13:30 起可入校，还有 29 分 05 秒')
    expect(liveView(shown(), at('2026-11-23T11:29:00')).hint).toContain('还有 2 小时 01 分 00 秒')
  })

  it('says since when somebody is inside', () => {
    const inside = shown({ inside: true, inside_since: '2026-11-23T06:05:00+00:00' })
    expect(liveView(inside, NOW).hint).toContain('入校时间 今天 14:05')
  })
})

describe('what stays', () => {
  it('is said in words', () => {
    expect(cardView(shown(), NOW)).toMatchObject({
      when: '今天 14:00–16:00',
      plate: '京A12345',
      companions: '陈晨',
      gates: [
        { name: '东门', way: '学院路 1 号' },
        { name: '西门', way: '' },
      ],
      shortCode: 'ABCD 2345',
      tail: '8000',
      phone: '+8613612345678',
    })
  })

  it('names the gates of a pass that was kept before there were directions', () => {
    expect(cardView(shown({ gate_directions: undefined }), NOW).gates).toEqual([
      { name: '东门', way: '' },
      { name: '西门', way: '' },
    ])
  })

  it('tells a phone whose clock is wrong', () => {
    expect(cardView(shown(), NOW).clockWrong).toBe(false)
    const slow = snapshotOf(PASS, RETURNED, NOW - 10 * 60_000)
    expect(cardView(slow, NOW).clockWrong).toBe(true)
  })

  it('needs a new secret after the school’s midnight', () => {
    expect([at('2026-11-23T23:59:59'), at('2026-11-24T00:00:00')].map((now) => isStale(shown(), now))).toEqual([
      false,
      true,
    ])
  })
})
