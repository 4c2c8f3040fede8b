/** The times people usually mean, as a picker writes them: `2026-11-24 08:00` on the school's clock. */
import { dayFrom, toWall } from '@/ui/time'

export interface Preset {
  label: string
  from: string
  to: string
}

const MORNING = '08:00'
const EVENING = '18:00'
const NIGHT = '22:00'
const QUARTER_MS = 15 * 60_000

/** The next quarter of an hour. */
export function soon(now: Date): string {
  return toWall(new Date(Math.ceil(now.getTime() / QUARTER_MS) * QUARTER_MS).toISOString())
}

function day(now: Date, days: number): Preset {
  const date = dayFrom(now, days)
  return { label: ['今天', '明天', '后天'][days] ?? date, from: `${date} ${MORNING}`, to: `${date} ${EVENING}` }
}

/** Today until the evening: the late one when the early one is near. */
function today(now: Date): Preset {
  const from = soon(now)
  const date = dayFrom(now, 0)
  return { label: '今天', from, to: from < `${date} 17:00` ? `${date} ${EVENING}` : `${date} ${NIGHT}` }
}

function during(now: Date, label: string, days: number): Preset {
  return { label, from: soon(now), to: `${dayFrom(now, days)} ${EVENING}` }
}

/** For a visit of some hours; today only while there is some of it left. */
export function temporaryPresets(now: Date): Preset[] {
  const late = soon(now) >= `${dayFrom(now, 0)} 21:00`
  return [...(late ? [] : [today(now)]), day(now, 1), day(now, 2), during(now, '一周内', 7)]
}

/** For someone who comes again and again. */
export function longTermPresets(now: Date): Preset[] {
  return [during(now, '一个月', 30), during(now, '三个月', 90), during(now, '半年', 180)]
}
