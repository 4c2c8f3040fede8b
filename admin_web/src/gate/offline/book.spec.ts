import { expect, it } from 'vitest'
import { useBook } from './book'
import { forgetfulKeeper, type Keeper } from './keep'
import { PASS, SCAN, SNAPSHOT } from './sample'

const now = (book: ReturnType<typeof useBook>) => book.passes.value.get(PASS.pass_number)

it('keeps a scan before anybody sees what it changed', async () => {
  const order: string[] = []
  const keeper: Keeper = { ...forgetfulKeeper(), addScan: () => Promise.resolve(order.push('kept')) }
  const book = useBook(keeper)
  await book.learn(SNAPSHOT, 1, 0)
  const noted = book.note(SCAN)
  expect(now(book)?.inside).toBe(false)
  await noted
  expect([order, now(book)?.inside]).toEqual([['kept'], true])
})

it('changes nothing when a scan could not be kept', async () => {
  const book = useBook({ ...forgetfulKeeper(), addScan: () => Promise.reject(new Error('full')) })
  await book.learn(SNAPSHOT, 1, 0)
  await expect(book.note(SCAN)).rejects.toThrow('full')
  expect([now(book)?.inside, book.scans.value.size]).toEqual([false, 0])
})

it('puts its own scans on top of a snapshot until the server has told of them', async () => {
  const book = useBook(forgetfulKeeper())
  await book.learn(SNAPSHOT, 1, 0)
  await book.note(SCAN)
  await book.learn({ ...SNAPSHOT, cursor: 'c2' }, 2, 0)
  expect(now(book)?.inside).toBe(true)
  await book.settle(new Map([[1, { ...SCAN, state: 'settled', settled_at: 3 }]]))
  await book.learn({ ...SNAPSHOT, cursor: 'c3' }, 4, 0)
  expect([now(book)?.inside, book.scans.value.size]).toEqual([false, 0])
})

it('brings again what was amended while it was under way', async () => {
  const book = useBook(forgetfulKeeper())
  await book.learn(SNAPSHOT, 1, 0)
  await book.note(SCAN)
  const turned_away = { reason: '不是本人', at: SCAN.scanned_at, inside: false, inside_since: null, entries: 0 }
  const amending = book.amend({ ...SCAN, turned_away })
  await book.settle(new Map([[1, { ...SCAN, state: 'settled', settled_at: 3 }]]))
  await amending
  expect([...book.scans.value.values()]).toMatchObject([{ state: 'waiting', turned_away }])
  expect(now(book)).toMatchObject({ inside: false, entries: 0 })
})

it('changes and forgets what a partial snapshot names', async () => {
  const book = useBook(forgetfulKeeper())
  await book.learn({ ...SNAPSHOT, passes: [PASS, { ...PASS, pass_number: 'OTHER' }] }, 1, 0)
  await book.learn({ ...SNAPSHOT, full: false, passes: [{ ...PASS, revoked: true }], gone: ['OTHER'] }, 2, 0)
  expect([book.passes.value.size, now(book)?.revoked]).toEqual([1, true])
})

it('begins with what was kept, its scans applied', async () => {
  const kept = { facts: null, passes: [PASS], scans: new Map([[3, SCAN]]), cases: [] }
  const book = useBook({ ...forgetfulKeeper(), load: () => Promise.resolve(kept) })
  await book.open()
  expect(now(book)?.inside).toBe(true)
})
