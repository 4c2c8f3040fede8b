/** The figures of 工作台, ready to be drawn. */
import type { DayFigure, HourFigure } from '@/http/schema'

export interface Hour extends HourFigure {
  /** 09:00. */
  label: string
  /** The bar's length, in percent of the longest. */
  share: number
}

/** Every hour from the first to the last that expects someone; quiet hours in between count too. */
export function hoursOf(figures: readonly HourFigure[]): Hour[] {
  const numbers = new Map(figures.map(({ hour, number }) => [hour, number]))
  const busy = [...numbers.keys()]
  if (!busy.length) return []
  const first = Math.min(...busy)
  const most = Math.max(...numbers.values(), 1)
  return Array.from({ length: Math.max(...busy) - first + 1 }, (_, step) => {
    const hour = first + step
    const number = numbers.get(hour) ?? 0
    return { hour, number, label: `${String(hour).padStart(2, '0')}:00`, share: (100 * number) / most }
  })
}

export const sum = (figures: readonly { number: number }[]): number =>
  figures.reduce((total, { number }) => total + number, 0)

/** The marks of an axis from 0 to at least `most`: three to five whole numbers that are easily read. */
export function scaleOf(most: number): number[] {
  const rough = Math.max(1, most) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * magnitude).find((one) => one >= rough) ?? 1)
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, place) => place * step)
}

/** 11/23 for 2026-11-23. */
export const shortDay = (day: string): string => day.slice(5).replace('-', '/')

/** The chart in a sentence, for who does not see it. */
export function inWords(days: readonly DayFigure[]): string {
  const admitted = days.reduce((total, day) => total + day.admitted, 0)
  const busiest = [...days].sort((one, other) => other.number - one.number)[0]
  const peak = busiest?.number ? `，最多的一天是 ${shortDay(busiest.day)}，${busiest.number} 次` : ''
  return `近 ${days.length} 天共有 ${sum(days)} 次获准的来访，其中 ${admitted} 次入校${peak}。`
}
