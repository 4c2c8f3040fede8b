/** The rows of a bulk invitation: what people paste, in the order of the template. */
import { VISITOR_TYPE } from '@/status'
import { toWall } from '@/ui/time'

export const FIELDS = ['phone', 'visitor_name', 'visitor_type', 'purpose', 'valid_from', 'valid_to', 'note'] as const
export type Field = (typeof FIELDS)[number]

export const TITLES: Record<Field, string> = {
  phone: '手机号',
  visitor_name: '姓名',
  visitor_type: '访客类型',
  purpose: '来访事由',
  valid_from: '有效期开始',
  valid_to: '有效期结束',
  note: '备注',
}
export const MOST = 2000
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)$/

export interface Row extends Record<Field, string> {
  /** Its place in the list as it was given, from one; stays when other rows go. */
  line: number
  problems: Partial<Record<Field, string>>
  /** What concerns the row as a whole. */
  general: string
  invitationId: string | null
}

export type Typed = Partial<Record<Field, string | null>>

/** A row as it was given, not yet checked; an uploaded one speaks of types and times as the API does. */
export function rowOf(typed: Typed, line: number): Row {
  const cells = Object.fromEntries(FIELDS.map((field) => [field, humane((typed[field] ?? '').trim())])) as Record<Field, string>
  return { ...cells, line, problems: {}, general: '', invitationId: null }
}

function humane(cell: string): string {
  return VISITOR_TYPE[cell] ?? (MOMENT.test(cell) ? toWall(cell) : cell)
}

/** What a spreadsheet puts on the clipboard (or lines with commas): with headings in any order, or in the template's order. */
export function pasted(text: string): Typed[] {
  const table = text
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map((line) => line.split(line.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim()))
  const named = headings(table[0] ?? [])
  const order = named ?? FIELDS
  return (named ? table.slice(1) : table).map((cells) =>
    Object.fromEntries(order.flatMap((field, place) => (field && cells[place] ? [[field, cells[place]]] : []))),
  )
}

/** The fields a first line names, or null where it is a visitor already. */
function headings(cells: string[]): (Field | undefined)[] | null {
  const found = cells.map((cell) => FIELDS.find((field) => TITLES[field] === cell.replace(/[*＊（(].*$/, '').trim()))
  return found.includes('phone') ? found : null
}

/** What the API takes of a row. */
export function typedOf(row: Row): Record<Field, string> {
  return Object.fromEntries(FIELDS.map((field) => [field, row[field]])) as Record<Field, string>
}

export interface Problem {
  field: string
  message: string
}

/** The row with these problems on their cells. */
export function withProblems(row: Row, found: readonly Problem[]): Row {
  const problems: Row['problems'] = {}
  let general = ''
  for (const { field, message } of found) {
    if ((FIELDS as readonly string[]).includes(field)) problems[field as Field] ??= message
    else general ||= message
  }
  return { ...row, problems, general }
}

export const isGood = (row: Row): boolean => !row.general && Object.keys(row.problems).length === 0

/** A sentence that counts the rows as they were sent, counting them as the page does. */
export function renumbered(message: string, sent: readonly Row[]): string {
  return message.replace(/第(\d+)行/, (whole, place: string) => {
    const row = sent[Number(place) - 1]
    return row ? `第${row.line}行` : whole
  })
}

/** The list cut into slices of at most `size`. */
export function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}
