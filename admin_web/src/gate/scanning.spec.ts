import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { Asking } from './answers'
import { useBook, type Book } from './offline/book'
import { forgetfulKeeper } from './offline/keep'
import { PASS, SCAN, SNAPSHOT } from './offline/sample'
import type { Reach } from './reach'
import { askGate, NOT_ENROLLED } from './scanning'

const NOW = Date.parse('2026-11-23T15:00:00+08:00')
const ASKING: Asking = {
  ...{ shown: { code: 'V123456789AB10182695' }, gate_id: 'east', direction: 'in' },
  ...{ companions: null, companions_present: null, override: null, manual: null },
}
const ADMITTED = { verdict: 'admit', reason: null, message: '放行', message_visitor: '', needs: null, override_allowed: false, visit: null }
const asked: string[] = []
let book: Book
let reach: Reach

function server(status: number, body: unknown): void {
  vi.stubGlobal('fetch', (_address: string, { body: sent }: RequestInit) => {
    asked.push((JSON.parse(String(sent)) as { nonce: string }).nonce)
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
}

beforeEach(async () => {
  asked.length = 0
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  book = useBook(forgetfulKeeper())
  await book.learn(SNAPSHOT, NOW, 0)
  const online = ref(true)
  reach = { online, up: () => (online.value = true), down: () => (online.value = false) }
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('one scan', () => {
  it('has the answer of the server, and the step that was used up', async () => {
    server(200, ADMITTED)
    expect(await askGate(ASKING, 'n1', book, reach, true)).toMatchObject({ admitted: true, offline: false })
    expect([...book.scans.value.values()]).toMatchObject([{ nonce: 'n1', state: 'settled', step: SCAN.step }])
    expect(book.passes.value.get(PASS.pass_number)?.inside).toBe(true)
  })

  it.each([500, 502, 503])('is decided here when the server answers %i, under the name the server heard', async (status) => {
    server(status, {})
    expect(await askGate(ASKING, 'n1', book, reach, true)).toMatchObject({ admitted: true, offline: true })
    expect([asked, reach.online.value]).toEqual([['n1'], false])
    expect([...book.scans.value.values()]).toMatchObject([{ nonce: 'n1', state: 'waiting', verdict: 'admit' }])
  })

  it('names the right gates at a wrong one without the server too', async () => {
    server(503, {})
    await book.learn({ ...SNAPSHOT, passes: [{ ...PASS, gates: ['west'] }] }, NOW, 0)
    const answer = await askGate(ASKING, 'n1', book, reach, true)
    expect(answer).toMatchObject({ admitted: false, offline: true, message: '该预约不能从这个校门进校，请到 西门 入校。' })
  })

  it('is decided here, without asking, while others wait to be brought', async () => {
    server(200, ADMITTED)
    await book.note({ ...SCAN, step: SCAN.step === null ? null : SCAN.step - 9 })
    expect(await askGate(ASKING, 'n2', book, reach, true)).toMatchObject({ admitted: false, offline: true })
    expect(asked).toEqual([])
  })

  it('is not decided here where the server refuses the request, nor on a PC that is no device', async () => {
    server(422, { code: 'gate_unknown', detail: '这个校门不存在' })
    await expect(askGate(ASKING, 'n1', book, reach, true)).rejects.toThrow('这个校门不存在')
    server(503, {})
    await expect(askGate(ASKING, 'n1', book, reach, false)).rejects.toThrow()
    expect(book.scans.value.size).toBe(0)
  })

  it('says what a PC that is no device cannot do, also where it learns only now that the server is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(askGate(ASKING, 'n1', book, reach, false)).rejects.toMatchObject({ message: NOT_ENROLLED })
    expect(reach.online.value).toBe(false)
  })

  it('is not decided by data of the day before yesterday', async () => {
    server(503, {})
    vi.setSystemTime(NOW + 2 * 86_400_000)
    await expect(askGate(ASKING, 'n1', book, reach, true)).rejects.toThrow('没有今天的预约数据')
  })
})
