import { expect, it } from 'vitest'
import { SCAN } from './sample'
import type { ScanRecord } from './types'
import { itemOf, nextBatch, settled, stuck } from './uploads'

const scans = (count: number): Map<number, ScanRecord> =>
  new Map(Array.from({ length: count }, (_, n) => [count - n, { ...SCAN, nonce: `n${count - n}` }]))

it('brings a hundred at a time, the earliest first, and only what waits', () => {
  const all = scans(130)
  all.set(1, { ...SCAN, state: 'settled' })
  const batch = nextBatch(all)
  expect([batch.length, batch[0]?.[0], batch[99]?.[0]]).toEqual([100, 2, 101])
})

it('settles what the server named, new or repeated, and keeps the rest waiting', () => {
  const batch = nextBatch(scans(3))
  const done = settled(batch, [{ nonce: 'n1' }, { nonce: 'n3' }], 7)
  expect([...done.keys()]).toEqual([1, 3])
  expect(done.get(3)).toMatchObject({ state: 'settled', settled_at: 7 })
})

it('sets aside what the server cannot take', () => {
  const all = scans(2)
  for (const [key, scan] of stuck([1, SCAN])) all.set(key, scan)
  expect(nextBatch(all).map(([key]) => key)).toEqual([2])
})

it('tells why no code was shown, and why the record was overruled', () => {
  expect(itemOf(SCAN)).toMatchObject({ manual: false, manual_reason: null, override: null, code: SCAN.code })
  const told = itemOf({ ...SCAN, code: null, manual: '手机没电', override: '上次离校时没有扫码' })
  expect([told.turned_away, told.recorded_by]).toEqual([null, null])
  const turned_away = { reason: '不是本人', at: SCAN.scanned_at, inside: true, inside_since: null, entries: 3 }
  expect(itemOf({ ...SCAN, turned_away }).turned_away).toEqual({ reason: '不是本人', at: SCAN.scanned_at })
  expect(told).toMatchObject({ manual: true, manual_reason: '手机没电', override: { reason: '上次离校时没有扫码' } })
})
