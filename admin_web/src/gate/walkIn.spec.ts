import { expect, it } from 'vitest'
import { blankWalkIn, walkInBody, wrongIn } from './walkIn'

const TODAY = '2026-11-23'
const typed = {
  ...blankWalkIn(),
  contact_id: 'c1',
  visitor_name: '王秀英',
  phone: '137 0013 7000',
  number: '110101190003070010',
  purpose: '送教材',
  consent: true,
}

it('finds nothing wrong with a whole one', () => expect(wrongIn(typed, TODAY)).toEqual({}))

it('has a sentence for every field that was left empty', () => {
  const fields = ['contact_id', 'visitor_name', 'phone', 'document', 'purpose', 'consents']
  expect(Object.keys(wrongIn(blankWalkIn(), TODAY))).toEqual(fields)
})

it.each([
  [{ number: '11010119000307001X' }, 'document'],
  [{ phone: '12345678901' }, 'phone'],
  [{ plate: '京AI2345' }, 'vehicle'],
  [{ kind: 'passport' as const, number: 'E12345678', issuing_state: 'U' }, 'document'],
])('tells that %j cannot be right', (slip, field) => {
  expect(Object.keys(wrongIn({ ...typed, ...slip }, TODAY))).toEqual([field])
})

it('counts the stay from now, and names the state of a passport only', () => {
  const place = { gate_id: 'g', notice: { key: 'privacy', version: '2' }, now: Date.parse('2026-11-23T01:00:00Z') }
  const body = walkInBody({ ...typed, issuing_state: 'usa' }, place)
  expect(body).toMatchObject({ visit_to: '2026-11-23T03:00:00.000Z', vehicle: null, consents: [{ notice: 'privacy', version: '2' }] })
  expect(body.gate_ids).toBeNull()
  expect(walkInBody({ ...typed, gate_ids: ['west'] }, place).gate_ids).toEqual(['west'])
  expect(body.document).toEqual({ kind: 'resident_id', number: '110101190003070010' })
  expect(walkInBody({ ...typed, kind: 'passport', issuing_state: 'usa' }, place).document.issuing_state).toBe('USA')
})
