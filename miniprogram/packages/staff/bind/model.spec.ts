import { expect, it } from 'vitest'
import type { Me } from '../../../api/types'
import { Problem } from '../../../lib/problem'
import { boundOf, missingIn, wrongOf } from './model'

const me = (state: string | null): Me => ({
  visitor: { id: 'v1', phone_masked: null, phone_proven: false },
  staff: state
    ? { id: 's1', name: '何宇', department: { id: 'd1', name: '信息中心' }, roles: ['staff'], wechat: { state, notice: null } }
    : null,
  permissions: [],
  must_change_password: false,
})

it('knows whose WeChat it is', () => {
  expect(boundOf(me(null))).toBeNull()
  expect(boundOf(me('bound'))).toEqual({ name: '何宇', department: '信息中心', advice: '' })
})

it.each([
  ['not_bound', /关注学校服务号/],
  ['not_following', /重新关注/],
  ['muted', /重新允许/],
])('says how reminders arrive again when %s', (state, advice) => expect(boundOf(me(state))?.advice).toMatch(advice))

it.each([
  [{ username: ' ', password: 'x' }, { username: '请填写用户名。' }],
  [{ username: 'heyu', password: '' }, { password: '请填写密码。' }],
  [{ username: 'heyu', password: 'x' }, null],
])('%j: %j', (typed, wrong) => expect(missingIn(typed)).toEqual(wrong))

it('puts a refusal on its field, or under the form', () => {
  const errors = [{ field: 'password', code: 'wrong_credentials', message: '用户名或密码不正确。' }]
  const refusal = new Problem({ status: 422, code: 'invalid_input', detail: '填写的内容有误。', errors })
  expect(wrongOf(refusal)).toEqual({ wrong: { password: '用户名或密码不正确。' }, failure: '' })
  const taken = new Problem({ status: 409, code: 'identity_already_bound', detail: '这个微信号已绑定其他账号。' })
  expect(wrongOf(taken)).toEqual({ wrong: {}, failure: '这个微信号已绑定其他账号。' })
})
