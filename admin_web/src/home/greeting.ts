/** A greeting that fits the hour of the school's clock. */
import { toWall } from '@/ui/time'

export function greeting(now: Date): string {
  const hour = Number(toWall(now.toISOString()).slice(11, 13))
  if (hour < 5) return '夜深了'
  if (hour < 11) return '早上好'
  if (hour < 13) return '中午好'
  return hour < 18 ? '下午好' : '晚上好'
}
