import { describe, expect, it } from 'vitest'
import type { WalkIn } from '../../../api/gate-types'
import { Problem } from '../../../lib/problem'
import { visitCard } from '../../../testing/sample-visit'
import { anyWaiting, BLANK, bodyOf, cardOf, leaveBy, type Typed, wrongIn, wrongOf } from './model'

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+08:00`)
const NOW = at('09:00')
const NOTICE = { key: 'privacy', version: '2026-11', title: '', text: '' }
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
const walkIn = (over: Partial<WalkIn> = {}): WalkIn => ({
  ...visitCard({ created_at: '2026-11-23T08:50:00+08:00' }),
  decided_by: null,
  comment: '',
  pass_number: null,
  short_code: null,
  inside: false,
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
    [{ document: { kind: 'passport', number: 'E12345678', issuing_state: '' } }, ['document.issuing_state']],
    [{ plate: '港A12345' }, ['vehicle.plate']],
    [{ purpose: ' ', consented: false }, ['purpose', 'consents']],
  ])('%j is wrong in %j', (over, fields) => expect(Object.keys(wrongIn(typed(over), NOW) ?? {})).toEqual(fields))

  it('is sent in the form the server keeps', () => {
    expect(bodyOf(typed(), 'g1', NOTICE, NOW)).toEqual({
      contact_id: 's1',
      gate_id: 'g1',
      visitor_name: '王秀英',
      phone: '+8613712345678',
      document: { kind: 'resident_id', number: '110101190003070010' },
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

describe('what became of it', () => {
  it.each<[Partial<WalkIn>, string, string]>([
    [{}, '已通知 张伟，已等待 10 分钟', ''],
    [{ status: 'approved', decided_by: '张伟', short_code: 'ABCD2345' }, '张伟 已同意，可以放行', 'ABCD2345'],
    [{ status: 'approved', decided_by: '张伟', short_code: 'ABCD2345', inside: true }, '请在 16:00 前离校', ''],
    [{ status: 'rejected', decided_by: '张伟', comment: '不认识' }, '张伟 没有同意：不认识', ''],
    [{ status: 'expired' }, '', ''],
  ])('%j: %s', (over, words, shortCode) => expect(cardOf(walkIn(over), NOW)).toMatchObject({ words, shortCode }))

  it('is asked for while somebody waits', () => {
    expect(anyWaiting([cardOf(walkIn(), NOW)])).toBe(true)
    expect(anyWaiting([cardOf(walkIn({ status: 'rejected' }), NOW)])).toBe(false)
  })
})
