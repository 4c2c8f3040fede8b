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

it('leaves contact, unit and gates to the server unless chosen', () => {
  const body = invitationBody(typed)
  expect(body).not.toHaveProperty('contact_id')
  expect(body).not.toHaveProperty('department_id')
  expect(body).not.toHaveProperty('gate_ids')
  expect(body.valid_from).toBe('2026-11-24T00:00:00Z')
  const chosen = { contact_id: 'c', department_id: 'd', gate_ids: ['g'] }
  expect(invitationBody({ ...typed, ...chosen })).toMatchObject(chosen)
})
