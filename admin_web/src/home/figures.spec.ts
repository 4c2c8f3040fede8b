import { expect, it } from 'vitest'
import { hoursOf, inWords, scaleOf, shortDay, sum } from './figures'

it('shows the quiet hours between busy ones, and the busiest as the longest', () => {
  const hours = hoursOf([{ hour: 11, number: 1 }, { hour: 9, number: 4 }])
  expect(hours.map(({ label, number, share }) => [label, number, share])).toEqual([
    ['09:00', 4, 100], ['10:00', 0, 0], ['11:00', 1, 25],
  ])
  expect(hoursOf([])).toEqual([])
})

it('says the month in a sentence', () => {
  const days = [{ day: '2026-11-22', number: 3, admitted: 2 }, { day: '2026-11-23', number: 1, admitted: 0 }]
  expect(inWords(days)).toBe('近 2 天共有 4 次获准的来访，其中 2 次入校，最多的一天是 11/22，3 次。')
  expect(inWords([{ day: '2026-11-23', number: 0, admitted: 0 }])).toBe('近 1 天共有 0 次获准的来访，其中 0 次入校。')
  expect(sum(days)).toBe(4)
  expect(shortDay('2026-01-02')).toBe('01/02')
})

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [10, [0, 5, 10]],
  [33, [0, 10, 20, 30, 40]],
  [1375, [0, 500, 1000, 1500]],
])('an axis up to %i', (most, marks) => expect(scaleOf(most)).toEqual(marks))
