import { describe, expect, it } from 'vitest'
import { PASS } from './offline/sample'
import { found, kindOf } from './search'

describe('what was typed', () => {
  it.each([
    ['V123456789AB10182695', 'code'],
    ['v1 2345 6789 AB10 1826 95', 'code'],
    ['ABCD-2345', 'short'],
    ['8000', 'search'],
    ['刘洋', 'search'],
    ['京A·D12345', 'search'],
    ['VABCDEFGHJ', 'search'],
    ["O'Neill-Smith", 'search'],
    ['https://example.com/pay?id=1', 'code'],
    ['6922266446177123456789', 'code'],
  ])('%s is taken for a %s', (text, kind) => expect(kindOf(text)).toBe(kind))
})

describe('who is found', () => {
  it.each(['8000', '刘', '京AD', '京ad I2345', 'VABCDEFGHJ'])('by %s', (text) => expect(found([PASS], text)).toEqual([PASS]))
  it.each(['800', '刘德华', '京B'])('nobody by %s', (text) => expect(found([PASS], text)).toEqual([]))

  it('not those called back, unless they are inside', () => {
    const revoked = { ...PASS, revoked: true }
    expect(found([revoked], '刘洋')).toEqual([])
    expect(found([{ ...revoked, inside: true }], '刘洋')).toHaveLength(1)
  })
})
