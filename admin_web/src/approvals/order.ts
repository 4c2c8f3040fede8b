/** Which case is which, and which comes next. */
import type { Box, TaskRow } from './api'

/** What names a row's case: to decide one needs the task, to read one only the visit. */
export function keyOf(box: Box, row: TaskRow): string {
  return box === 'todo' || box === 'done' ? row.id : row.visit.id
}

/** The key beside `current`, or the nearest end; the first for none. */
export function beside(keys: readonly string[], current: string | undefined, by: 1 | -1): string | undefined {
  const place = current === undefined ? -1 : keys.indexOf(current)
  if (place < 0) return keys[0]
  return keys[Math.min(keys.length - 1, Math.max(0, place + by))]
}
