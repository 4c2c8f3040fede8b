import { describe, expect, it } from 'vitest'
import { blankDocument, blankVisit, missingIn, visitBody, type TypedVisit } from './onBehalf'

const typed: TypedVisit = {
  ...blankVisit(),
  visitor_name: '刘洋',
  phone: '13800138000',
  document: { kind: 'resident_id', number: '11010519491231002X', issuing_state: '' },
  visit_from: '2026-11-24 09:00',
  visit_to: '2026-11-24 11:00',
  purpose: '讲座',
  consent_on_paper: true,
}

describe('what is missing', () => {
  it('is everything on a blank form', () => {
    expect(Object.keys(missingIn(blankVisit(), []) ?? {})).toEqual([
      'visitor_name', 'phone', 'document', 'visit_to', 'purpose', 'consent_on_paper',
    ])
  })

  it('is nothing on a filled one', () => expect(missingIn(typed, [])).toBeNull())

  it('is a companion’s number', () => {
    const companions = [{ name: '王', document: blankDocument() }]
    expect(missingIn({ ...typed, companions }, [])).toHaveProperty('companions')
  })
})

describe('the body', () => {
  it('speaks of hours for long-term visitors only', () => {
    expect(visitBody(typed, [])).not.toHaveProperty('daily_from')
    const long = visitBody({ ...typed, visitor_type: 'long_term', weekdays: [3, 1] }, [])
    expect(long).toMatchObject({ weekdays: [1, 3], daily_from: '08:00', daily_to: '18:00' })
    expect(visitBody({ ...typed, visitor_type: 'long_term' }, []).weekdays).toBeNull()
  })

  it('has a car only with a plate, and an issuing state only for a passport', () => {
    expect(visitBody(typed, []).vehicle).toBeNull()
    expect(visitBody({ ...typed, plate: '京A12345' }, []).vehicle).toEqual({ plate: '京A12345' })
    const passport = { kind: 'passport' as const, number: 'E1', issuing_state: ' usa' }
    expect(visitBody({ ...typed, document: passport }, []).document).toEqual({ kind: 'passport', number: 'E1', issuing_state: 'USA' })
    expect(visitBody({ ...typed, document: { ...passport, kind: 'resident_id' } }, []).document).not.toHaveProperty('issuing_state')
  })

  it('leaves contact, unit and gates to the server unless chosen', () => {
    const chosen = { contact_id: 'c', department_id: 'd', gate_ids: ['g'] }
    for (const field of Object.keys(chosen)) expect(visitBody(typed, [])).not.toHaveProperty(field)
    expect(visitBody({ ...typed, ...chosen }, [])).toMatchObject(chosen)
  })
})
