import { beforeEach, describe, expect, it } from 'vitest'
import { useOffset } from '../../lib/time'
import { firstMonth, monthView, rangeWords, shiftMonth, timesOf, whyOff, type Range } from './model'

const at = (text: string) => Date.parse(`${text}:00+08:00`)
const NOW = at('2026-11-23T10:00')
const RANGE: Range = {
  from: { at: at('2026-11-23T09:30'), why: '已经过去。' },
  to: { at: at('2026-12-02T17:45'), why: '邀请到此为止。' },
}

beforeEach(() => useOffset(480))

describe('days', () => {
  it('are open from the first to the last of the range', () => {
    const open = monthView('2026-11', RANGE, '', NOW).days.filter(({ off }) => !off)
    expect([open[0]?.day, open[open.length - 1]?.day]).toEqual([23, 30])
    const december = monthView('2026-12', RANGE, '', NOW).days
    expect([december[1]?.off, december[2]?.off]).toEqual([false, true])
  })

  it('say why they are grey', () => {
    const { days } = monthView('2026-11', RANGE, '', NOW)
    expect(days[21]?.why).toBe('已经过去。')
    expect(monthView('2026-12', RANGE, '', NOW).days[2]?.why).toBe('邀请到此为止。')
  })

  it('stand under their weekday', () => {
    expect(monthView('2026-11', RANGE, '', NOW).blanks).toHaveLength(6)
    expect(monthView('2026-02', RANGE, '', NOW).days).toHaveLength(28)
  })

  it('turn over months only where there is something to choose', () => {
    expect(monthView('2026-11', RANGE, '', NOW)).toMatchObject({ hasBefore: false, hasAfter: true })
    expect(monthView('2026-12', RANGE, '', NOW)).toMatchObject({ hasBefore: true, hasAfter: false })
    expect([shiftMonth('2026-12', 1), shiftMonth('2027-01', -1)]).toEqual(['2027-01', '2026-12'])
  })

  it('open at what was chosen', () => {
    expect(firstMonth(RANGE, at('2026-12-01T09:00'))).toEqual({ month: '2026-12', date: '2026-12-01' })
    expect(firstMonth(RANGE, 0)).toEqual({ month: '2026-11', date: '2026-11-23' })
  })
})

describe('times', () => {
  it('are half hours, and the end of the range itself', () => {
    const last = timesOf('2026-12-02', RANGE, 0)
    expect(last).toHaveLength(49)
    expect(last.filter(({ off }) => !off).pop()?.clock).toBe('17:45')
    expect(last.find(({ clock }) => clock === '18:00')?.off).toBe(true)
  })

  it('say what they mean in the school’s zone', () => {
    expect(timesOf('2026-11-24', RANGE, 0)[28]).toMatchObject({ clock: '14:00', iso: '2026-11-24T14:00:00+08:00' })
  })

  it('mark the one that was chosen', () => {
    const chips = timesOf('2026-11-24', RANGE, at('2026-11-24T14:10'))
    expect(chips.filter(({ on }) => on).map(({ clock }) => clock)).toEqual(['14:10'])
  })

  it('say why they are grey', () => {
    expect(whyOff(at('2026-11-23T09:00'), RANGE)).toBe('已经过去。')
    expect(whyOff(at('2026-11-23T09:30'), RANGE)).toBe('')
    expect(whyOff(at('2026-12-02T18:00'), RANGE)).toBe('邀请到此为止。')
  })
})

it('says the range in words, or why there is none', () => {
  expect(rangeWords(RANGE, NOW)).toContain('可选 今天 09:30 至 12月2日 周三 17:45')
  expect(rangeWords({ from: RANGE.to, to: RANGE.from }, NOW)).toBe('已经过去。')
})

it('offers a beginning that somebody named, not the present second', () => {
  const clocks = (from: string) => {
    const range = { from: { at: Date.parse(from), why: '' }, to: RANGE.to }
    return timesOf('2026-11-23', range, 0).map(({ clock }) => clock)
  }
  expect(clocks('2026-11-23T09:05:00+08:00')).toContain('09:05')
  expect(clocks('2026-11-23T09:05:12+08:00')).not.toContain('09:05')
})
