import { expect, it } from 'vitest'
import { filtersIn } from './urlFilters'

it('reads only the filters it knows, and only those that say something', () => {
  const query = { status: 'approved', q: '', plate: ['京A12345', 'x'], from: null, other: '1' }
  expect(filtersIn(query, ['status', 'q', 'plate', 'from'])).toEqual({ status: 'approved', plate: '京A12345' })
})
