import { expect, it } from 'vitest'
import { detailLines } from './words'

it('writes a detail as lines', () => {
  expect(detailLines({ fields: ['phone', 'document'], reason: '核对身份', n: 3, more: { a: 1 } })).toEqual([
    '字段：phone、document',
    '原因：核对身份',
    'n：3',
    'more：{"a":1}',
  ])
})
