import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { http } from './client'
import { keepCsrfToken, setGatekeeper } from './session'

/** What the faulty network answers, in order; the last answer stays. */
type Fault = Response | 'away'
const sent: { address: string; init: RequestInit }[] = []

function network(...answers: Fault[]): void {
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    sent.push({ address, init })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    return answer === 'away' ? Promise.reject(new TypeError('away')) : Promise.resolve(answer?.clone())
  })
}

const says = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status })
const refusal = (status: number, code: string): Response => says(status, { status, code, detail: code, request_id: 'r' })
const header = (place: number, name: string): string | undefined =>
  (sent[place]?.init.headers as Record<string, string>)[name]
const body = { username: 'zhangwei', password: 'x' }
const signIn = (): Promise<unknown> => http.post('/api/v1/session/password', { body })

beforeEach(() => {
  sent.length = 0
  vi.useFakeTimers()
  keepCsrfToken('token')
})
afterEach(() => {
  setGatekeeper(null)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a read', () => {
  it('is repeated while the server is away, and carries no token', async () => {
    network('away', refusal(503, 'temporarily_unavailable'), says(200, { items: [] }))
    const answer = http.get('/api/v1/admin/departments')
    await vi.runAllTimersAsync()
    expect(await answer).toEqual({ items: [] })
    expect(sent).toHaveLength(3)
    expect(header(0, 'X-CSRF-Token')).toBeUndefined()
  })

  it('is given up after three tries', async () => {
    network('away')
    const answer = expect(http.get('/api/v1/admin/departments')).rejects.toMatchObject({ code: 'network' })
    await vi.runAllTimersAsync()
    await answer
    expect(sent).toHaveLength(3)
  })

  it('is not repeated when it was refused', async () => {
    network(refusal(404, 'not_found'))
    await expect(http.get('/api/v1/admin/departments')).rejects.toMatchObject({ status: 404 })
    expect(sent).toHaveLength(1)
  })
})

describe('a write', () => {
  it('is sent once, with token and key', async () => {
    network('away')
    await expect(signIn()).rejects.toMatchObject({ code: 'network' })
    expect(sent).toHaveLength(1)
    expect(header(0, 'X-CSRF-Token')).toBe('token')
    expect(header(0, 'Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/)
  })

  it('keeps its key when it is sent again because nobody answered, and gets another once it was answered', async () => {
    network('away', says(200, {}), says(200, {}))
    await expect(signIn()).rejects.toMatchObject({ code: 'network' })
    await signIn()
    await signIn()
    expect(header(1, 'Idempotency-Key')).toBe(header(0, 'Idempotency-Key'))
    expect(header(2, 'Idempotency-Key')).not.toBe(header(0, 'Idempotency-Key'))
  })

  it('goes on after the person signed in again, under the same key and the new token', async () => {
    network(refusal(401, 'not_signed_in'), says(200, { done: true }))
    const signInAgain = vi.fn(() => Promise.resolve(keepCsrfToken('new')))
    setGatekeeper({ signInAgain, renewToken: () => Promise.resolve() })
    expect(await signIn()).toEqual({ done: true })
    expect(signInAgain).toHaveBeenCalledOnce()
    expect(header(1, 'Idempotency-Key')).toBe(header(0, 'Idempotency-Key'))
    expect(header(1, 'X-CSRF-Token')).toBe('new')
  })

  it('renews a token that another tab replaced', async () => {
    network(refusal(403, 'csrf_token_missing'), says(200, {}))
    setGatekeeper({ signInAgain: () => Promise.reject(new Error('no')), renewToken: () => Promise.resolve(keepCsrfToken('b')) })
    await signIn()
    expect(header(1, 'X-CSRF-Token')).toBe('b')
  })

  it('does not ask to sign in again for a wrong password', async () => {
    network(refusal(401, 'wrong_credentials'))
    const signInAgain = vi.fn(() => Promise.resolve())
    setGatekeeper({ signInAgain, renewToken: () => Promise.resolve() })
    await expect(signIn()).rejects.toMatchObject({ code: 'wrong_credentials' })
    expect(signInAgain).not.toHaveBeenCalled()
  })
})

it('answers nothing for 204', async () => {
  network(new Response(null, { status: 204 }))
  expect(await http.delete('/api/v1/session')).toBeUndefined()
})
