import { describe, expect, it } from 'vitest'
import { Problem } from '../../../lib/problem'
import { BLANK, bodyOf, leaveBy, type Typed, wrongIn, wrongOf } from './model'

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+08:00`)
const NOW = at('09:00')
const NOTICE = { key: 'privacy', version: '2026-11', title: '', text: '' }
const passport = { kind: 'passport', number: 'E12345678', issuing_state: '' } as const
const typed = (over: Partial<Typed> = {}): Typed => ({
  ...BLANK,
  contact: { id: 's1', name: '张伟', department: { name: '计算机学院' } },
  visitor_name: '王秀英',
  phone: '137 1234 5678',
  document: { kind: 'resident_id', number: '110101190003070010', issuing_state: '' },
  purpose: '送货取件',
  consented: true,
  ...over,
})
it.each([
  ['2 小时', '09:00', '11:00'],
  ['到今晚 22:00', '09:00', '22:00'],
  ['到今晚 22:00', '22:30', '23:30'],
])('a stay of %s from %s ends by %s', (stay, from, to) => expect(leaveBy(stay, at(from))).toBe(at(to)))

describe('what is typed', () => {
  it.each<[Partial<Typed>, string[]]>([
    [{}, []],
    [{ plate: '京A12345' }, []],
    [{ contact: null }, ['contact_id']],
    [{ phone: '1371234', visitor_name: '' }, ['visitor_name', 'phone']],
    [{ document: passport }, ['document.issuing_state']],
    [{ companions: [{ name: '', document: passport, masked: '' }] }, ['companions.0.name', 'companions.0.document.issuing_state']],
    [{ plate: '港A12345' }, ['vehicle.plate']],
    [{ purpose: ' ', consented: false }, ['purpose', 'consents']],
  ])('%j is wrong in %j', (over, fields) => expect(Object.keys(wrongIn(typed(over), NOW) ?? {})).toEqual(fields))

  it('is sent in the form the server keeps', () => {
    const companions = [{ name: ' Ann ', document: { ...passport, issuing_state: 'USA' }, masked: '' }]
    expect(bodyOf(typed({ companions }), 'g1', NOTICE, NOW)).toEqual({
      contact_id: 's1',
      gate_id: 'g1',
      visitor_name: '王秀英',
      phone: '+8613712345678',
      document: { kind: 'resident_id', number: '110101190003070010' },
      companions: [{ name: 'Ann', document: { kind: 'passport', number: 'E12345678', issuing_state: 'USA' } }],
      visit_to: '2026-11-23T03:00:00.000Z',
      purpose: '送货取件',
      vehicle: null,
      consents: [{ notice: 'privacy', version: '2026-11' }],
    })
  })

  it('shows a refusal where it can be mended, and otherwise under the form', () => {
    const refused = (field: string) =>
      wrongOf(new Problem({ status: 422, code: 'invalid_input', detail: '有误', errors: [{ field, code: '', message: '不行' }] }))
    expect(refused('phone')).toEqual({ wrong: { phone: '不行' }, failure: '' })
    expect(refused('visit_to').failure).toBe('不行')
    expect(wrongOf(new Problem({ status: 429, code: 'too_many', detail: '太频繁' })).failure).toBe('太频繁')
  })
})
