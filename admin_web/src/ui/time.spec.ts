import { describe, expect, it } from 'vitest'
import { dayFrom, fromWall, fullTime, sayDay, sayLength, sayMoment, sayWaiting, sayWindow, toWall, useZone } from './time'

const now = new Date('2026-11-23T09:00:00+08:00') // a Monday

describe('time as people say it', () => {
  it.each([
    ['2026-11-23T00:00:00+08:00', '今天'],
    ['2026-11-24T23:59:00+08:00', '明天'],
    ['2026-11-22T12:00:00+08:00', '昨天'],
    ['2026-11-25T08:00:00+08:00', '后天'],
    ['2026-11-26T08:00:00+08:00', '11月26日 周四'],
    ['2027-01-01T08:00:00+08:00', '2027年1月1日 周五'],
  ])('%s is %s', (moment, said) => expect(sayDay(moment, now)).toBe(said))

  it('says the day in the school’s zone, not in UTC', () => {
    expect(sayMoment('2026-11-23T17:30:00Z', now)).toBe('明天 01:30')
  })

  it('names the day of a window once when it ends on the same day', () => {
    expect(sayWindow('2026-11-23T14:00:00+08:00', '2026-11-23T16:00:00+08:00', now)).toBe('今天 14:00–16:00')
    expect(sayWindow('2026-11-23T14:00:00+08:00', '2026-11-24T16:00:00+08:00', now)).toBe(
      '今天 14:00 至 明天 16:00',
    )
  })

  it.each([
    [30_000, '不到 1 分钟'],
    [25 * 60_000, '25 分钟'],
    [2.5 * 3_600_000, '2 小时'],
    [47 * 3_600_000, '47 小时'],
    [49 * 3_600_000, '2 天'],
  ])('%d ms is %s', (length, said) => expect(sayLength(length)).toBe(said))

  it('says how long someone waits', () => {
    expect(sayWaiting('2026-11-23T06:30:00+08:00', now)).toBe('已等待 2 小时')
    expect(sayWaiting('2026-11-23T08:59:30+08:00', now)).toBe('已等待不到 1 分钟')
  })
})

describe('the wall clock', () => {
  it('goes there and back', () => {
    expect(fromWall('2026-11-23 14:00')).toBe('2026-11-23T06:00:00Z')
    expect(toWall('2026-11-23T06:00:00Z')).toBe('2026-11-23 14:00')
    expect(fullTime('2026-11-23T06:00:05Z')).toBe('2026-11-23 14:00:05')
  })

  it('knows summer time where there is any', () => {
    useZone('Europe/Berlin')
    expect(fromWall('2026-07-01 14:00')).toBe('2026-07-01T12:00:00Z')
    expect(fromWall('2026-12-01 14:00')).toBe('2026-12-01T13:00:00Z')
    expect(fromWall('2026-03-29 03:30')).toBe('2026-03-29T01:30:00Z')
    useZone('Asia/Shanghai')
  })

  it('counts days on it', () => {
    expect(dayFrom(now, 0)).toBe('2026-11-23')
    expect(dayFrom(now, 8)).toBe('2026-12-01')
  })
})
