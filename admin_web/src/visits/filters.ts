/** The filters of 预约访客: in the address, as chips, and as the API takes them. */
import type { operations } from '@/http/schema'
import { VISIT_STATUS, VISITOR_TYPE, wordOf } from '@/status'
import type { Filters } from '@/ui/urlFilters'
import { fromWall } from '@/ui/time'

export type VisitQuery = NonNullable<operations['staff_visits_listing']['parameters']['query']>

export const KEYS = [
  'q', 'status', 'visitor_type', 'department_id', 'from', 'to', 'number', 'name', 'phone_tail', 'plate',
] as const
export type Key = (typeof KEYS)[number]
export type VisitFilters = Filters<Key>

const LABELS: Record<Key, string> = {
  q: '查找', status: '状态', visitor_type: '类型', department_id: '单位', from: '自', to: '至', number: '编号',
  name: '姓名', phone_tail: '手机尾号', plate: '车牌',
}
const DAY = /^\d{4}-\d{2}-\d{2}$/
const TAIL = /^\d{4}$/

/** Four digits, or nothing yet. */
export const isTail = (text: string): boolean => text === '' || TAIL.test(text)

/** What the API is asked; days become moments, and what someone wrote wrongly into the address is left out. */
export function queryOf(filters: VisitFilters): VisitQuery {
  const { from, to, phone_tail, status, visitor_type, ...rest } = filters
  return {
    ...rest,
    ...(status && status in VISIT_STATUS ? { status: status as VisitQuery['status'] } : {}),
    ...(visitor_type && visitor_type in VISITOR_TYPE ? { visitor_type: visitor_type as VisitQuery['visitor_type'] } : {}),
    ...(phone_tail && TAIL.test(phone_tail) ? { phone_tail } : {}),
    ...(from && DAY.test(from) ? { from: fromWall(`${from} 00:00`) } : {}),
    ...(to && DAY.test(to) ? { to: fromWall(`${to} 23:59`) } : {}),
  }
}

/** One chip for each filter; `unit` is the name of the chosen department, once known. */
export function chipsOf(filters: VisitFilters, unit?: string): { key: Key; text: string }[] {
  return (Object.entries(filters) as [Key, string][]).map(([key, value]) => ({
    key,
    text: `${LABELS[key]}：${said(key, value, unit)}`,
  }))
}

function said(key: Key, value: string, unit?: string): string {
  if (key === 'status') return wordOf(VISIT_STATUS, value).word
  if (key === 'visitor_type') return VISITOR_TYPE[value] ?? value
  return key === 'department_id' ? (unit ?? '已选单位') : value
}
