import { expect, it } from 'vitest'
import { emptyWords, tabViews } from './model'

it('counts a tab only where something is in it', () => {
  expect(tabViews({ approved: 2, in_review: 0, rejected: 120 }).map(({ count }) => count)).toEqual(['2', '', '99+', ''])
})

it('says in every empty tab what would be there', () => {
  const titles = tabViews({}).map(({ value }) => emptyWords(value).title)
  expect(new Set(titles).size).toBe(4)
})
