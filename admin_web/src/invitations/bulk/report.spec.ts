import { expect, it } from 'vitest'
import { report } from './report'
import { rowOf } from './rows'

it('says of every row what became of it', () => {
  const good = { ...rowOf({ phone: '13800138000', visitor_name: '刘"洋"' }, 1), invitationId: 'i' }
  const bad = { ...rowOf({ phone: '1' }, 2), problems: { phone: '请填写11位手机号。' } }
  const [head, first, second] = report([good, bad], true).split('\r\n')
  expect(head?.startsWith('\uFEFF"行号","手机号"')).toBe(true)
  expect(first).toContain('"刘""洋"""')
  expect(first).toContain('"已发送",""')
  expect(second).toContain('"未创建","请填写11位手机号。"')
})

it('leaves no formula for a spreadsheet to run', () => {
  const evil = rowOf({ visitor_name: '=HYPERLINK("x")', phone: '+85251234567' }, 1)
  const line = report([evil], false).split('\r\n')[1]
  expect(line).toContain(`"'=HYPERLINK(""x"")"`)
  expect(line).toContain(`"'+85251234567"`)
})
