import { expect, it } from 'vitest'
import { decide } from './decide'
import { PASS, POLICY, SCAN } from './sample'
import type { Asked } from './verdict'

const CODE = 'V123456789AB10182695'
const NOW = Date.parse('2026-11-23T15:00:00+08:00')
const ASKED: Asked = { direction: 'in', gate_id: 'east', companions: null, companions_present: null, override: false }
const passes = new Map([[PASS.pass_number, PASS]])
const on = (shown: Parameters<typeof decide>[0], at = NOW) => decide(shown, ASKED, at, passes, POLICY)

it('admits the code of the moment', async () => {
  expect(await on({ code: CODE })).toEqual({ pass: PASS, reason: null, step: SCAN.step, short: false, needs: null })
})

it('calls the same picture stale a minute later', async () => {
  expect(await on({ code: CODE }, NOW + 61_000)).toMatchObject({ reason: 'stale', pass: PASS })
})

it('asks for the phone tail of a short code, and admits with the right one only', async () => {
  expect(await on({ code: 'abcd 2345' })).toMatchObject({ needs: 'phone_tail' })
  expect(await on({ code: 'abcd 2345', phone_tail: '8000' })).toMatchObject({ reason: null, short: true, pass: PASS })
  expect(await on({ code: 'abcd 2345', phone_tail: '8001' })).toMatchObject({ reason: 'unknown', pass: null })
})

it('admits a visit that the guard has found', async () => {
  expect(await on({ visit_id: 'v1' })).toMatchObject({ reason: null, pass: PASS, step: null })
  expect(await on({ visit_id: 'v2' })).toMatchObject({ reason: 'unknown', pass: null })
})

it('knows no other code', async () => {
  expect(await on({ code: 'V1ZZZZZZZZZZ10182695' })).toMatchObject({ reason: 'unknown' })
  expect(await on({ code: 'https://example.com' })).toMatchObject({ reason: 'malformed' })
})
