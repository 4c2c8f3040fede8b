import { expect, it } from 'vitest'
import { NO_COMPANION, rowsOf } from './model'

it('puts each error with the companion it belongs to', () => {
  const errors = { 'companions.1.name': '请填写姓名。', 'companions.1.document': '号码有误。' }
  const [first, second] = rowsOf([NO_COMPANION, NO_COMPANION], errors)
  expect(first).toMatchObject({ title: '随行人员 1', nameError: '', numberError: '' })
  expect(second).toMatchObject({ nameError: '请填写姓名。', numberError: '号码有误。', stateError: '' })
})
