import { expect, it } from 'vitest'
import { blankInvitation, invitationBody, missingIn } from './draft'

const now = new Date('2026-11-23T09:00:00+08:00')
const typed = { ...blankInvitation(now), phone: '13800138000', visitor_name: '刘洋' }

it('needs three things, of which the time is suggested', () => {
  expect(Object.keys(missingIn(blankInvitation(now)) ?? {})).toEqual(['phone', 'visitor_name'])
  expect(missingIn(typed)).toBeNull()
  expect(missingIn({ ...typed, valid_to: '', purpose: ' ' })).toEqual({
    valid_to: '请选择来访时间。',
    purpose: '请写明来访事由。',
  })
})

it('leaves contact and unit to the server unless chosen', () => {
  const body = invitationBody(typed)
  expect(body).not.toHaveProperty('contact_id')
  expect(body).not.toHaveProperty('department_id')
  expect(body.valid_from).toBe('2026-11-24T00:00:00Z')
  expect(invitationBody({ ...typed, contact_id: 'c', department_id: 'd' })).toMatchObject({
    contact_id: 'c',
    department_id: 'd',
  })
})
