import { describe, expect, it } from 'vitest'
import { remembered, shown } from './columns'

const columns = [
  { key: 'number', title: '编号', always: true },
  { key: 'plate', title: '车牌' },
  { key: 'unit', title: '单位' },
]

describe('columns', () => {
  it('hides what was hidden, but never what identifies the row', () => {
    expect(shown(columns, ['number', 'plate']).map((column) => column.key)).toEqual(['number', 'unit'])
  })

  it.each([null, 'not json', '{"a":1}', '[1]'])('takes %s for nothing remembered', (text) => {
    expect(remembered(text)).toBeNull()
  })

  it('remembers a list of keys', () => expect(remembered('["plate"]')).toEqual(['plate']))
})
