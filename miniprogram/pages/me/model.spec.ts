import { expect, it } from 'vitest'
import { meView } from './model'

it('shows somebody without a phone as a visitor without one', () => {
  const visitor = { id: 'w1', phone_masked: null, phone_proven: false }
  const view = meView({ visitor, staff: null, permissions: [], must_change_password: false })
  expect(view).toEqual({ name: '访客', department: '', phone: '', proven: false })
})
