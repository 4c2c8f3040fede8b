import { expect, it } from 'vitest'
import { beside } from './order'

const keys = ['a', 'b', 'c']

it.each([
  ['a', 1, 'b'],
  ['c', 1, 'c'],
  ['a', -1, 'a'],
  [undefined, 1, 'a'],
  ['gone', -1, 'a'],
] as const)('from %s by %d to %s', (current, by, to) => expect(beside(keys, current, by)).toBe(to))

it('stays nowhere in an empty list', () => expect(beside([], undefined, 1)).toBeUndefined())
