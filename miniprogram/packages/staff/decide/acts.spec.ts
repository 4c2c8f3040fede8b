import { expect, it } from 'vitest'
import type { Act } from '../../../api/staff-types'
import { bodyOf, furtherActs, missingIn, type Said } from './acts'

const said = (over: Partial<Said> = {}): Said => ({ comment: '', fields: [], colleague: '', ...over })

it('puts behind 更多 what is allowed', () => {
  expect(furtherActs(['approve', 'reject', 'return', 'transfer']).map(({ label }) => label)).toEqual(['退回修改', '转办'])
  expect(furtherActs(['approve', 'reject', 'transfer']).map(({ act }) => act)).toEqual(['transfer'])
  expect(furtherActs(['recall'])).toEqual([])
})

it.each<[Act, Partial<Said>, object | null]>([
  ['approve', {}, null],
  ['recall', {}, null],
  ['reject', { comment: '  ' }, { comment: '请写明拒绝的原因。' }],
  ['reject', { comment: '信息不真实' }, null],
  ['return', { fields: ['vehicle'] }, { comment: '请写明需要修改什么。' }],
  ['transfer', { comment: '外出' }, { colleague: '请选择转办给谁。' }],
  ['transfer', { colleague: 's1' }, null],
])('to %s with %j misses %j', (act, given, missing) => expect(missingIn(act, said(given))).toEqual(missing))

it.each<[Act, Partial<Said>, object]>([
  ['approve', { comment: ' 好 ', fields: ['vehicle'] }, { comment: '好' }],
  ['return', { comment: '车牌不对', fields: ['vehicle'] }, { comment: '车牌不对', fields: ['vehicle'] }],
  ['transfer', { colleague: 's1' }, { to_staff_id: 's1', comment: '' }],
])('%s sends %j as %j', (act, given, body) => expect(bodyOf(act, said(given))).toEqual(body))
