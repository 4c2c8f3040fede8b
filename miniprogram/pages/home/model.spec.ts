import { expect, it } from 'vitest'
import type { Me } from '../../api/types'
import { whoWords } from './model'

const VISITOR: Me = {
  visitor: { id: 'w1', phone_masked: '138****8000', phone_proven: true },
  staff: null,
  permissions: ['visitor:self'],
  must_change_password: false,
}

it('names staff, shows a visitor the phone, and asks who has none to bind one', () => {
  const staff = { id: 's1', name: '张伟', department: { id: 'd1', name: '计算机学院' }, roles: ['staff'] }
  expect(whoWords({ ...VISITOR, staff })).toBe('张伟 · 计算机学院')
  expect(whoWords(VISITOR)).toBe('138****8000')
  expect(whoWords({ ...VISITOR, visitor: { id: 'w1', phone_masked: null, phone_proven: false } })).toBe('绑定手机号')
  expect(whoWords(null)).toBe('')
})
