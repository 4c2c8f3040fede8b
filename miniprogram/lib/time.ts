/** Time as people say it, in the school's zone whatever the phone's is. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** Minutes the school's clock is ahead of UTC; Beijing until the server has said otherwise. */
let offsetMinutes = 480

export function useOffset(minutes: number): void {
  offsetMinutes = minutes
}

const two = (n: number): string => String(n).padStart(2, '0')
/** A Date whose UTC parts read as the school's wall clock. */
const wall = (at: number): Date => new Date(at + offsetMinutes * MINUTE)

export const millis = (iso: string): number => Date.parse(iso)

/** 2026-11-25 */
export function dateOf(at: number): string {
  return wall(at).toISOString().slice(0, 10)
}

/** 14:05 */
export function clockOf(at: number): string {
  return wall(at).toISOString().slice(11, 16)
}

/** 14:05:09 */
export function secondsOf(at: number): string {
  return wall(at).toISOString().slice(11, 19)
}

/** The moment that date and clock mean at the school, as the API wants it: 2026-11-25T14:00:00+08:00. */
export function isoOf(date: string, clock: string): string {
  const sign = offsetMinutes < 0 ? '-' : '+'
  const ahead = Math.abs(offsetMinutes)
  return `${date}T${clock}:00${sign}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
}

/** 今天, 明天, 昨天, 11月25日 周三; with the year where it is another one. */
export function dayWords(at: number, now: number): string {
  const days = midnight(at) - midnight(now)
  if (days === 0) return '今天'
  if (days === DAY) return '明天'
  if (days === -DAY) return '昨天'
  const there = wall(at)
  const year = there.getUTCFullYear()
  const date = `${there.getUTCMonth() + 1}月${there.getUTCDate()}日`
  return year === wall(now).getUTCFullYear() ? `${date} ${weekdayOf(at)}` : `${year}年${date}`
}

/** 周三 */
export const weekdayOf = (at: number): string => WEEKDAYS[wall(at).getUTCDay()] ?? ''

/** 今天 14:00 */
export const momentWords = (at: number, now: number): string => `${dayWords(at, now)} ${clockOf(at)}`

/** 今天 14:00–16:00, or both days where they differ. */
export function spanWords(from: number, to: number, now: number): string {
  if (midnight(from) === midnight(to)) return `${momentWords(from, now)}–${clockOf(to)}`
  return `${momentWords(from, now)} 至 ${momentWords(to, now)}`
}

/** 2 小时: the largest unit that says enough. */
export function lengthWords(length: number): string {
  if (length < MINUTE) return '不到 1 分钟'
  if (length < HOUR) return `${Math.floor(length / MINUTE)} 分钟`
  if (length < DAY) return `${Math.floor(length / HOUR)} 小时`
  return `${Math.floor(length / DAY)} 天`
}

export const waitedWords = (since: number, now: number): string => `已等待 ${lengthWords(Math.max(0, now - since))}`

/** 2026年11月25日 周三 14:00 */
export function fullWords(at: number): string {
  const there = wall(at)
  const date = `${there.getUTCFullYear()}年${there.getUTCMonth() + 1}月${there.getUTCDate()}日`
  return `${date} ${weekdayOf(at)} ${clockOf(at)}`
}

/** The school's last midnight before `at`, as a count of milliseconds of wall-clock time. */
function midnight(at: number): number {
  const there = at + offsetMinutes * MINUTE
  return there - (((there % DAY) + DAY) % DAY)
}
