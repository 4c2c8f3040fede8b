import { expect, it } from 'vitest'
import { place } from './fieldErrors'

it('puts an error on its field, or on the nearest part it stands in', () => {
  const errors = { phone: '手机号不正确。', 'companions.0.document.number': '证件号不正确。', 'document.number': '请核对。' }
  const placed = place(errors, ['phone', 'companions', 'document.number', 'document'])
  expect(placed.byField).toEqual({
    phone: '手机号不正确。',
    companions: '证件号不正确。',
    'document.number': '请核对。',
  })
  expect(placed.elsewhere).toEqual([])
})

it('keeps what no field of the form can show', () => {
  expect(place({ consents: '请先同意。' }, ['phone'])).toEqual({ byField: {}, elsewhere: ['请先同意。'] })
})

it('shows the first of two sentences about one field', () => {
  const placed = place({ 'document.kind': '请选择。', 'document.number': '请填写。' }, ['document'])
  expect(placed.byField).toEqual({ document: '请选择。' })
})
