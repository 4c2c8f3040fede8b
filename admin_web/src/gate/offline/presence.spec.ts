import { expect, it } from 'vitest'
import { after, isCovered } from './presence'
import { PASS, SCAN } from './sample'

const OUT = { ...SCAN, direction: 'out' as const, nonce: 'n2', step: 59847241 }

it('lets in, and out again', () => {
  const inside = after(PASS, SCAN)
  expect(inside).toMatchObject({ inside: true, inside_since: SCAN.scanned_at, entries: 1, last_step_in: SCAN.step })
  expect(after(inside, OUT)).toMatchObject({ inside: false, inside_since: null, entries: 1, last_step_out: OUT.step })
})

it('changes nothing for whoever was refused', () => {
  expect(after(PASS, { ...SCAN, verdict: 'refuse', reason: 'over' })).toBe(PASS)
})

it('is as before for whom the guard has sent away, but for the code', () => {
  const before = { inside: false, inside_since: null, entries: 0 }
  const scan = { ...SCAN, turned_away: { reason: '不是本人', at: SCAN.scanned_at, ...before } }
  const outside = { ...PASS, last_step_in: SCAN.step }
  expect(after(after(PASS, SCAN), scan)).toEqual(outside)
  expect(after(PASS, scan)).toEqual(outside)
})

it('counts an entry once, also when the snapshot tells of it already', () => {
  const told = after(PASS, SCAN)
  expect(after(told, SCAN)).toEqual(told)
  expect(after(after(told, OUT), SCAN).entries).toBe(1)
})

it('counts every entry of a code that does not rotate', () => {
  const typed = { ...SCAN, step: null, short: true }
  expect(after(after(after(PASS, typed), OUT), typed).entries).toBe(2)
})

it('believes a snapshot only about what was settled before it was asked for', () => {
  expect(isCovered({ ...SCAN, state: 'settled', settled_at: 5 }, 6)).toBe(true)
  expect(isCovered({ ...SCAN, state: 'settled', settled_at: 7 }, 6)).toBe(false)
  expect(isCovered(SCAN, 6)).toBe(false)
})
