/** The days and hours of a long-term visit in words. */
const NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** 每周一、三、五 08:00–18:00; empty where nothing is restricted. */
export function weeklyWords(weekdays: number[] | null, from: string | null, to: string | null): string {
  const days = weekdays?.length ? `每${joined(weekdays)}` : ''
  const hours = from && to ? `${from}–${to}` : ''
  if (!days && !hours) return ''
  return `${days || '每天'} ${hours}`.trim()
}

function joined(weekdays: number[]): string {
  if (weekdays.length === NAMES.length) return '天'
  const letters = [...weekdays].sort().map((day) => NAMES[day - 1]?.slice(1) ?? '')
  return `周${letters.join('、')}`
}
