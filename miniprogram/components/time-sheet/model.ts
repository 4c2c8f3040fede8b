/** Which days and times of a range can be chosen, and why the others cannot. */
import { clockOf, dateOf, isoOf, millis, momentWords } from '../../lib/time'

/** An end of the range, itself allowed; `why` says what lies beyond it. */
export interface Bound {
  at: number
  why: string
}

export interface Range {
  from: Bound
  to: Bound
}

export interface DayCell {
  date: string
  day: number
  off: boolean
  why: string
  on: boolean
  today: boolean
}

export interface TimeChip {
  id: string
  clock: string
  at: number
  iso: string
  off: boolean
  on: boolean
}

const MINUTE = 60_000
const HALF_HOUR = 30 * MINUTE
const DAY = 24 * 3_600_000

/** Why this moment cannot be chosen; empty where it can. */
export function whyOff(at: number, { from, to }: Range): string {
  if (at < from.at) return from.why
  return at > to.at ? to.why : ''
}

/** 可选 今天 10:00 至 11月30日 周一 18:00，灰色的时间不能选，点一下可看原因。 */
export function rangeWords({ from, to }: Range, now: number): string {
  if (from.at > to.at) return to.why
  return `可选 ${momentWords(from.at, now)} 至 ${momentWords(to.at, now)}；点灰色的时间可查看原因。`
}

/** Where to open: at what was chosen, or at the first day that can be. */
export function firstMonth(range: Range, chosen: number): { month: string; date: string } {
  const date = dateOf(chosen || range.from.at)
  return { month: date.slice(0, 7), date }
}

export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const moved = new Date(Date.UTC(year, number - 1 + by, 1))
  return moved.toISOString().slice(0, 7)
}

/** A month as a calendar shows it; `blanks` stand before the first day, weeks beginning on Monday. */
export function monthView(month: string, range: Range, chosenDate: string, now: number) {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const blanks = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  return {
    key: month,
    title: `${year}年${number}月`,
    blanks: Array.from({ length: blanks }, (_, index) => index),
    days: Array.from({ length: count }, (_, index) => dayCell(month, index + 1, range, chosenDate, now)),
    hasBefore: month > dateOf(range.from.at).slice(0, 7),
    hasAfter: month < dateOf(range.to.at).slice(0, 7),
  }
}

function dayCell(month: string, day: number, range: Range, chosenDate: string, now: number): DayCell {
  const date = `${month}-${String(day).padStart(2, '0')}`
  const why = whyDayOff(date, range)
  return { date, day, off: why !== '', why, on: date === chosenDate, today: date === dateOf(now) }
}

function whyDayOff(date: string, range: Range): string {
  const start = millis(isoOf(date, '00:00'))
  if (start + DAY <= range.from.at) return range.from.why
  return start > range.to.at ? range.to.why : ''
}

/** The half hours of a day, and the very ends of the range where they fall between. */
export function timesOf(date: string, range: Range, chosen: number): TimeChip[] {
  if (!date) return []
  const start = millis(isoOf(date, '00:00'))
  const halfHours = Array.from({ length: 48 }, (_, index) => start + index * HALF_HOUR)
  // A beginning within a minute is the present moment, not one that somebody named.
  const begin = range.from.at % MINUTE ? [] : [range.from.at]
  const ends = [...begin, range.to.at - (range.to.at % MINUTE), chosen]
  const within = ends.filter((at) => at >= start && at < start + DAY)
  const moments = [...new Set([...halfHours, ...within])].sort((one, other) => one - other)
  return moments.map((at) => ({
    id: `t${at}`,
    clock: clockOf(at),
    at,
    iso: isoOf(date, clockOf(at)),
    off: whyOff(at, range) !== '',
    on: at === chosen,
  }))
}

