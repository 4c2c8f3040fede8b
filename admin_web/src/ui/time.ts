/** Time as people say it, in the school's zone: 今天 14:00–16:00, 明天, 11月25日 周三, 已等待 2 小时. */

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const NEAR = new Map([
  [-1, '昨天'],
  [0, '今天'],
  [1, '明天'],
  [2, '后天'],
])

let zone = 'Asia/Shanghai'
let format = formatter(zone)

/** Say every time in this zone from now on; called once with the school's. */
export function useZone(name: string): void {
  zone = name
  format = formatter(name)
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', ...digits, hourCycle: 'h23' })
}

function partsOf(at: Date): Parts {
  const found: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) found[type] = Number(value)
  return found as unknown as Parts
}

/** The day a moment falls on, as a count of days, so that days can be compared. */
function dayNumber({ year, month, day }: Parts): number {
  return Date.UTC(year, month - 1, day) / DAY
}

const two = (value: number): string => String(value).padStart(2, '0')
const clockOf = ({ hour, minute }: Parts): string => `${two(hour)}:${two(minute)}`

/** 今天, 明天, 11月25日 周三, or with the year where it is another one. */
export function sayDay(moment: string, now: Date): string {
  const at = partsOf(new Date(moment))
  const today = partsOf(now)
  const near = NEAR.get(dayNumber(at) - dayNumber(today))
  if (near) return near
  const weekday = WEEKDAYS[new Date(Date.UTC(at.year, at.month - 1, at.day)).getUTCDay()] ?? ''
  const year = at.year === today.year ? '' : `${at.year}年`
  return `${year}${at.month}月${at.day}日 ${weekday}`
}

/** 今天 14:00. */
export function sayMoment(moment: string, now: Date): string {
  return `${sayDay(moment, now)} ${clockOf(partsOf(new Date(moment)))}`
}

/** 今天 14:00–16:00, or both days where they differ. */
export function sayWindow(from: string, to: string, now: Date): string {
  const start = partsOf(new Date(from))
  const end = partsOf(new Date(to))
  if (dayNumber(start) === dayNumber(end)) return `${sayMoment(from, now)}–${clockOf(end)}`
  return `${sayMoment(from, now)} 至 ${sayMoment(to, now)}`
}

/** The whole of it: 2026-11-23 14:00:05. */
export function fullTime(moment: string): string {
  const { year, month, day, hour, minute, second } = partsOf(new Date(moment))
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** 不到 1 分钟, 25 分钟, 2 小时, 3 天. */
export function sayLength(milliseconds: number): string {
  if (milliseconds < MINUTE) return '不到 1 分钟'
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} 分钟`
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} 小时`
  return `${Math.floor(milliseconds / DAY)} 天`
}

/** 已等待 2 小时. */
export function sayWaiting(since: string, now: Date): string {
  const length = sayLength(now.getTime() - new Date(since).getTime())
  return `已等待${/^\d/.test(length) ? ' ' : ''}${length}`
}

/** A moment as a picker shows it: 2026-11-23 14:00 on the school's clock. */
export function toWall(moment: string): string {
  return fullTime(moment).slice(0, 16)
}

/** RFC 3339 for what a picker says (`2026-11-23 14:00`, the school's clock). */
export function fromWall(wall: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = wall.split(/\D+/).map(Number)
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute)
  // Twice, for the hours around a change of the offset.
  let at = asIfUtc - offsetAt(asIfUtc)
  at = asIfUtc - offsetAt(at)
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

function offsetAt(moment: number): number {
  const { year, month, day, hour, minute, second } = partsOf(new Date(moment))
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
}

/** The wall clock's day `days` from now: 2026-11-24. */
export function dayFrom(now: Date, days: number): string {
  return fullTime(new Date(now.getTime() + days * DAY).toISOString()).slice(0, 10)
}
