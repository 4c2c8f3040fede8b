/** A moment on the wall clock of the school's zone. */

export interface Wall {
  /** 2026-11-23. */
  day: string
  /** Monday 1 to Sunday 7. */
  weekday: number
  /** 08:30. */
  minute: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', ...digits, hourCycle: 'h23' })
  formats.set(zone, made)
  return made
}

export function wallAt(at: number, zone: string): Wall {
  const found: Record<string, string> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) found[type] = value
  const day = `${found.year}-${found.month}-${found.day}`
  return { day, weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7, minute: `${found.hour}:${found.minute}` }
}

/** Whether weekdays and daily hours (both ends included) cover the moment, as server/visits/rules.within_hours. */
export function withinHours(
  at: number,
  zone: string,
  hours: { weekdays: number[] | null; daily_from: string | null; daily_to: string | null },
): boolean {
  const wall = wallAt(at, zone)
  if (hours.weekdays?.length && !hours.weekdays.includes(wall.weekday)) return false
  if (!hours.daily_from || !hours.daily_to) return true
  return hours.daily_from <= wall.minute && wall.minute <= hours.daily_to
}
