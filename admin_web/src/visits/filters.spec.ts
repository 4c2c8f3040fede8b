import { expect, it } from 'vitest'
import { chipsOf, isTail, queryOf } from './filters'

it('turns days into moments of the school’s clock, the last day included', () => {
  expect(queryOf({ from: '2026-11-23', to: '2026-11-24', q: '刘' })).toEqual({
    q: '刘',
    from: '2026-11-22T16:00:00Z',
    to: '2026-11-24T15:59:00Z',
  })
})

it('leaves out what the server would refuse', () => {
  expect(queryOf({ status: 'nonsense', visitor_type: 'x', phone_tail: '12', from: 'soon', to: '' })).toEqual({})
  expect(queryOf({ status: 'approved', visitor_type: 'long_term', phone_tail: '8000' })).toEqual({
    status: 'approved',
    visitor_type: 'long_term',
    phone_tail: '8000',
  })
})

it('names every active filter', () => {
  expect(chipsOf({ status: 'approved', department_id: 'd', plate: '京A12345' }, '计算机学院').map(({ text }) => text)).toEqual([
    '状态：已通过', '单位：计算机学院', '车牌：京A12345',
  ])
  expect(chipsOf({ department_id: 'd' })[0]?.text).toBe('单位：已选单位')
})

it.each([['', true], ['8000', true], ['800', false], ['80a0', false]])('%s as a tail: %s', (text, fits) => {
  expect(isTail(text)).toBe(fits)
})
