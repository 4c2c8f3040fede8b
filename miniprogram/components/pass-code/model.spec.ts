import { expect, it } from 'vitest'
import { modulesOf } from './model'

it('draws the smallest symbol that holds a pass', () => {
  const modules = modulesOf('V1ABCDEFGHJK12345678')
  expect(modules).toHaveLength(21)
  expect(modules.every((row) => row.length === 21)).toBe(true)
})

it('has the three finder patterns', () => {
  const modules = modulesOf('V1ABCDEFGHJK12345678')
  const corners = [
    [0, 0],
    [0, 14],
    [14, 0],
  ] as const
  for (const [y, x] of corners) {
    expect(modules[y]?.slice(x, x + 7)).toEqual(Array(7).fill(true))
    expect(modules[y + 3]?.[x + 3]).toBe(true)
    expect(modules[y + 1]?.[x + 1]).toBe(false)
  }
})
