import { beforeEach, describe, expect, it } from 'vitest'
import { clockOf, dateOf, dayWords, fullWords, isoOf, lengthWords, spanWords, useOffset, waitedWords } from './time'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-23T10:00:00+08:00')

beforeEach(() => useOffset(480))

describe('time in words', () => {
  it.each([
    ['2026-11-23T00:00:00+08:00', '今天'],
    ['2026-11-23T23:59:00+08:00', '今天'],
    ['2026-11-24T00:00:00+08:00', '明天'],
    ['2026-11-22T23:59:00+08:00', '昨天'],
    ['2026-11-25T12:00:00+08:00', '11月25日 周三'],
    ['2027-01-02T12:00:00+08:00', '2027年1月2日'],
  ])('%s is %s', (iso, words) => expect(dayWords(at(iso), NOW)).toBe(words))

  it('names the day once where a visit begins and ends on it', () => {
    const from = at('2026-11-24T14:00:00+08:00')
    expect(spanWords(from, at('2026-11-24T16:00:00+08:00'), NOW)).toBe('明天 14:00–16:00')
    expect(spanWords(from, at('2026-11-25T16:00:00+08:00'), NOW)).toBe('明天 14:00 至 11月25日 周三 16:00')
  })

  it.each([
    [30_000, '不到 1 分钟'],
    [90_000, '1 分钟'],
    [7_200_000, '2 小时'],
    [200_000_000, '2 天'],
  ])('%i ms is %s', (length, words) => expect(lengthWords(length)).toBe(words))

  it('never waits a negative time, whatever the phone says the time is', () => {
    expect(waitedWords(NOW + 5000, NOW)).toBe('已等待 不到 1 分钟')
  })

  it('is the school’s, whatever the phone’s zone', () => {
    const late = at('2026-11-23T16:30:00Z')
    expect([dateOf(late), clockOf(late)]).toEqual(['2026-11-24', '00:30'])
    expect(fullWords(late)).toBe('2026年11月24日 周二 00:30')
    useOffset(-300)
    expect([dateOf(late), clockOf(late)]).toEqual(['2026-11-23', '11:30'])
  })
})

describe('a picked time', () => {
  it.each([
    [480, '2026-11-25T14:05:00+08:00'],
    [-210, '2026-11-25T14:05:00-03:30'],
    [0, '2026-11-25T14:05:00+00:00'],
  ])('is sent with the school’s offset of %i minutes', (minutes, iso) => {
    useOffset(minutes)
    expect(isoOf('2026-11-25', '14:05')).toBe(iso)
  })
})
