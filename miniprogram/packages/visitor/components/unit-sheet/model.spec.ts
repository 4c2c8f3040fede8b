import { expect, it } from 'vitest'
import { matching } from './model'

const UNITS = [
  { id: '1', name: '计算机学院' },
  { id: '2', name: '外国语学院' },
  { id: '3', name: '后勤处' },
]

it('finds units by any part of the name, all without one', () => {
  expect(matching(UNITS, ' 学院 ').map(({ id }) => id)).toEqual(['1', '2'])
  expect(matching(UNITS, '')).toHaveLength(3)
  expect(matching(UNITS, '食堂')).toEqual([])
})
