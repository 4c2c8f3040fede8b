import { expect, it } from 'vitest'
import { commandFor } from './shortcuts'

const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false })

it.each([
  ['j', 'next'],
  ['K', 'previous'],
  ['a', 'approve'],
  ['r', 'reject'],
  ['x', undefined],
])('%s means %s', (key, command) => expect(commandFor(press(key), false)).toBe(command))

it('leaves typing and control keys alone', () => {
  expect(commandFor(press('a'), true)).toBeUndefined()
  expect(commandFor(press('r', true), false)).toBeUndefined()
})
