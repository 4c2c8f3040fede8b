import { expect, it } from 'vitest'
import { meView } from './model'

const VISITOR = { id: 'w1', phone_masked: null, phone_proven: false }
const ME = { visitor: VISITOR, staff: null, permissions: [], must_change_password: false }

it('asks somebody without a number to bind one', () => {
  expect(meView(ME)).toEqual({ name: '访客', department: '', phone: '未绑定', prove: '绑定', account: '未绑定' })
})

it('shows the number, and lets it be changed', () => {
  const view = meView({ ...ME, visitor: { ...VISITOR, phone_masked: '138****8000', phone_proven: true } })
  expect(view).toMatchObject({ phone: '138****8000', prove: '更换' })
})

it('names a member of staff', () => {
  const staff = { id: 's1', name: '张伟', department: { id: 'd1', name: '计算机学院' }, roles: ['staff'] }
  expect(meView({ ...ME, staff })).toMatchObject({ name: '张伟', department: '计算机学院', account: '已绑定' })
})
