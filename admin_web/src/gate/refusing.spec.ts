import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fromDesk, recordOf, type Answer, type Asking } from './answers'
import { useBook, type Book } from './offline/book'
import { forgetfulKeeper } from './offline/keep'
import { PASS, SCAN, SNAPSHOT } from './offline/sample'
import type { Reach } from './reach'
import { refuse } from './refusing'

const NOW = Date.parse('2026-11-23T15:00:00+08:00')
const ASKING: Asking = {
  ...{ shown: { code: 'x' }, gate_id: 'east', direction: 'in', companions: null, companions_present: null },
  ...{ override: null, manual: null },
}
const WHY = '证件与预约不符'
const asked: string[] = []
let book: Book
let reach: Reach
let admitted: Answer

function server(status: number, body: unknown = {}): void {
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
}

const kept = () => [...book.scans.value.values()]
const inside = () => book.passes.value.get(PASS.pass_number)?.inside

beforeEach(async () => {
  asked.length = 0
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  book = useBook(forgetfulKeeper())
  await book.learn(SNAPSHOT, NOW, 0)
  admitted = { ...fromDesk(ASKING, 'n1', { pass: PASS, reason: null, step: SCAN.step, short: false, needs: null }, new Date(NOW)), passage_id: 'p1' }
  const online = ref(true)
  reach = { online, up: () => (online.value = true), down: () => (online.value = false) }
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('is told to the server, and known here at once', async () => {
  server(200)
  await book.note(recordOf(admitted, NOW))
  expect(await refuse(admitted, WHY, book, reach, true)).toMatchObject({ admitted: false, message: `不放行：${WHY}` })
  expect(asked[0]).toContain('/gate/passages/p1/refuse')
  expect([kept().length, kept()[0]?.state, inside()]).toEqual([1, 'settled', false])
})

it('waits here while the server is away, with the admission it belongs to', async () => {
  server(503)
  await book.note(recordOf(admitted, NOW))
  expect(await refuse(admitted, WHY, book, reach, true)).toMatchObject({ admitted: false, offline: true })
  expect(kept()).toMatchObject([{ nonce: 'n1', state: 'waiting', verdict: 'admit', turned_away: { reason: WHY } }])
  expect([reach.online.value, inside()]).toEqual([false, false])
})

it('is brought after what waits already', async () => {
  server(200)
  await book.note(recordOf({ ...admitted, passage_id: null }, null))
  await refuse({ ...admitted, passage_id: null }, WHY, book, reach, true)
  expect([asked, kept().length]).toEqual([[], 1])
})

it('is refused after ten minutes, or where nobody can be told', async () => {
  server(503)
  await expect(refuse(admitted, WHY, book, reach, false)).rejects.toThrow()
  vi.setSystemTime(NOW + 601_000)
  await expect(refuse(admitted, WHY, book, reach, true)).rejects.toThrow('超过10分钟')
  expect(kept()).toEqual([])
})
