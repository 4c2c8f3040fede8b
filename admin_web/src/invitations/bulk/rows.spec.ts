import { describe, expect, it } from 'vitest'
import { isGood, pasted, renumbered, rowOf, slices, typedOf, withProblems } from './rows'

describe('what is pasted', () => {
  it('is read in the template’s order when it has no headings', () => {
    expect(pasted('13800138000\t刘洋\t临时访客\t讲座\t2026-11-24 08:00\t2026-11-24 18:00\n')).toEqual([
      {
        phone: '13800138000', visitor_name: '刘洋', visitor_type: '临时访客', purpose: '讲座',
        valid_from: '2026-11-24 08:00', valid_to: '2026-11-24 18:00',
      },
    ])
  })

  it('is read by its headings, in any order, with remarks in them, and others left out', () => {
    const text = '姓名\t单位\t手机号（必填）\r\n刘洋\t某公司\t13800138000\r\n\r\n'
    expect(pasted(text)).toEqual([{ visitor_name: '刘洋', phone: '13800138000' }])
  })

  it('may be separated by commas of either kind', () => {
    expect(pasted('13800138000，刘洋,临时')).toEqual([
      { phone: '13800138000', visitor_name: '刘洋', visitor_type: '临时' },
    ])
  })

  it('may be nothing', () => expect(pasted(' \n ')).toEqual([]))
})

describe('rows', () => {
  const row = rowOf({ phone: ' 138 ', visitor_name: null }, 3)

  it('know their line and hold every cell', () => {
    expect(row.line).toBe(3)
    expect(typedOf(row)).toEqual({
      phone: '138', visitor_name: '', visitor_type: '', purpose: '', valid_from: '', valid_to: '', note: '',
    })
  })

  it('carry a problem on its cell, or on the row', () => {
    const checked = withProblems(row, [
      { field: 'phone', message: '一' }, { field: 'phone', message: '二' }, { field: 'row', message: '重复' },
    ])
    expect(checked.problems).toEqual({ phone: '一' })
    expect(checked.general).toBe('重复')
    expect(isGood(checked)).toBe(false)
    expect(isGood(withProblems(checked, []))).toBe(true)
  })
})

it('shows an uploaded row in the page’s words', () => {
  const row = rowOf({ visitor_type: 'long_term', valid_from: '2026-11-24T08:00:00+08:00', valid_to: '2026-11-25' }, 1)
  expect([row.visitor_type, row.valid_from, row.valid_to]).toEqual(['长期访客', '2026-11-24 08:00', '2026-11-25'])
})

it('counts rows as the page does', () => {
  const sent = [rowOf({}, 4), rowOf({}, 9)]
  expect(renumbered('与第2行重复，请删去一行。', sent)).toBe('与第9行重复，请删去一行。')
  expect(renumbered('与第7行重复。', sent)).toBe('与第7行重复。')
})

it('cuts a list into slices', () => {
  expect(slices([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(slices([], 2)).toEqual([])
})
