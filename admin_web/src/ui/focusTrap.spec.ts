import { expect, it } from 'vitest'
import { wrapped } from './focusTrap'

it.each([
  ['from outside to the first', 'x', false, 'a'],
  ['from the last to the first', 'c', false, 'a'],
  ['back from the first to the last', 'a', true, 'c'],
  ['in between nowhere', 'b', false, undefined],
])('leads %s', (_, current, back, target) => {
  expect(wrapped(['a', 'b', 'c'], current, back)).toBe(target)
})

it('leads nowhere when there is no stop', () => expect(wrapped([], null, false)).toBeUndefined())
