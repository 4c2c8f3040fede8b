/** The result of a bulk invitation as a file for a spreadsheet. */
import { FIELDS, TITLES, type Row } from './rows'

/** CSV with a byte order mark, which Excel needs to read Chinese. */
export function report(rows: readonly Row[], sent: boolean): string {
  const done = sent ? '已发送' : '已存为草稿'
  const head = ['行号', ...FIELDS.map((field) => TITLES[field]), '结果', '说明']
  const lines = rows.map((row) => [
    String(row.line),
    ...FIELDS.map((field) => row[field]),
    row.invitationId ? done : '未创建',
    [row.general, ...Object.values(row.problems)].filter(Boolean).join(''),
  ])
  return `\uFEFF${[head, ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** Quoted; what a spreadsheet would take for a formula is made text. */
function quoted(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${text.replaceAll('"', '""')}"`
}
