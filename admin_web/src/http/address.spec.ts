import { expect, it } from 'vitest'
import { filled, queryString } from './address'

it('fills a path, escaped', () => {
  expect(filled('/visits/{id}/files/{file_id}', { id: 'a', file_id: 'b/c' })).toBe('/visits/a/files/b%2Fc')
})

it('asks only for what says something', () => {
  expect(queryString({ q: '刘 洋', after: undefined, status: null, plate: '', limit: 0 })).toBe('?q=%E5%88%98+%E6%B4%8B&limit=0')
  expect(queryString()).toBe('')
})
