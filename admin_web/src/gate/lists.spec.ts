import { expect, it } from 'vitest'
import { listsOf } from './lists'
import { PASS } from './offline/sample'

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00+08:00`)
const INSIDE = { ...PASS, inside: true, inside_since: '2026-11-23T14:05:00+08:00', leave_by: '2026-11-23T16:00:00+08:00' }

it('expects who comes within the hour, and who is late, until the visit is over', () => {
  expect([at('12:59'), at('13:00'), at('15:59'), at('16:01')].map((now) => listsOf([PASS], now).soon.length)).toEqual([0, 1, 1, 0])
})

it('expects nobody who has come, or was called back', () => {
  const nobody = [INSIDE, { ...PASS, entries: 1 }, { ...PASS, revoked: true }]
  expect(listsOf(nobody, at('14:30')).soon).toEqual([])
})

it('lists who is inside, the longest first, and who should have left', () => {
  const later = { ...INSIDE, inside_since: '2026-11-23T15:00:00+08:00', leave_by: '2026-11-23T17:00:00+08:00' }
  const { inside, overstayed } = listsOf([later, INSIDE], at('16:30'))
  expect(inside).toEqual([INSIDE, later])
  expect(overstayed).toEqual([INSIDE])
})
