import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeWx, refusal, type Reply } from '../testing/fake-wx'
import { isOnline } from './connectivity'
import { Problem } from './problem'
import { get, keepToken, renewBy, send } from './request'

const BASE = 'http://127.0.0.1:8000/api/v1'
const inTurn =
  (...replies: Reply[]) =>
  (_: unknown, turn: number): Reply =>
    replies[turn - 1] ?? { status: 200 }

const keys = (asked: { header: Record<string, string> }[]) => asked.map(({ header }) => header['Idempotency-Key'])
/** The pauses between repetitions pass at once. */
const untilDone = async <T>(work: Promise<T>): Promise<T> => {
  await vi.runAllTimersAsync()
  return work
}
const caught = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown = await untilDone(work.then(() => null).catch((problem: unknown) => problem))
  expect(thrown).toBeInstanceOf(Problem)
  return thrown as Problem
}

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('a read', () => {
  it('carries the token, and only the parts of the query that were given', async () => {
    const { asked } = fakeWx(() => ({ status: 200, body: { items: [] } }))
    keepToken('t1')
    expect(await get('/visitor/visits', { tab: 'approved', after: null })).toEqual({ items: [] })
    expect(asked[0]).toMatchObject({ url: `${BASE}/visitor/visits?tab=approved`, method: 'GET' })
    expect(asked[0]?.header).toEqual({ Authorization: 'Bearer t1' })
  })

  it('is repeated twice when the network is gone, and then given up', async () => {
    const { asked } = fakeWx(() => 'lost')
    const problem = await caught(get('/session'))
    expect(problem.offline).toBe(true)
    expect(asked).toHaveLength(3)
    expect(isOnline()).toBe(false)
  })

  it('comes through when the network is back, and says so', async () => {
    fakeWx(inTurn('lost', { status: 200, body: 1 }))
    expect(await untilDone(get('/session'))).toBe(1)
    expect(isOnline()).toBe(true)
  })

  it('is not repeated when the server refuses or breaks', async () => {
    for (const status of [404, 500]) {
      const { asked } = fakeWx(() => refusal(status, 'no'))
      expect((await caught(get('/visitor/visits/x'))).status).toBe(status)
      expect(asked).toHaveLength(1)
    }
  })

  it('makes a sentence of an answer that is no problem document', async () => {
    fakeWx(() => ({ status: 413, body: '<html>' }))
    expect((await caught(get('/session'))).detail).toBe('服务器暂时无法回应，请稍后重试。')
  })
})

describe('an expired session', () => {
  it('is renewed, and the call made again with the same key', async () => {
    const { asked } = fakeWx(inTurn(refusal(401, 'not_signed_in'), { status: 201, body: 'made' }))
    renewBy(async () => keepToken('t2'))
    expect(await send('POST', '/visitor/visits', {})).toBe('made')
    expect(asked[1]?.header.Authorization).toBe('Bearer t2')
    expect(keys(asked)[0]).toBe(keys(asked)[1])
  })

  it('is renewed once a call', async () => {
    const { asked } = fakeWx(() => refusal(401, 'not_signed_in'))
    renewBy(async () => undefined)
    expect((await caught(get('/session'))).status).toBe(401)
    expect(asked).toHaveLength(2)
  })
})

describe('a write', () => {
  const act = { key: 'apply:ABC' }
  const apply = () => send('POST', '/visitor/visits', { purpose: '交流' }, act)

  it('is not repeated by itself, and not forgotten: a lost answer is asked for with the same key', async () => {
    const { asked } = fakeWx(inTurn('lost', { status: 201, body: 'made' }))
    await caught(apply())
    expect(asked).toHaveLength(1)
    expect(await apply()).toBe('made')
    expect(keys(asked)[0]).toBe(keys(asked)[1])
  })

  it('keeps its key when the server broke', async () => {
    const { asked } = fakeWx(inTurn(refusal(503, 'temporarily_unavailable')))
    await caught(apply())
    await apply()
    expect(keys(asked)[0]).toBe(keys(asked)[1])
  })

  it('is another act once it was answered, also with a refusal', async () => {
    const { asked } = fakeWx(inTurn(refusal(422, 'invalid_input'), { status: 201 }))
    await caught(apply())
    await apply()
    await apply()
    expect(new Set(keys(asked)).size).toBe(3)
  })

  it('without a name has a key of its own every time', async () => {
    const { asked } = fakeWx(() => ({ status: 204 }))
    await send('POST', '/visitor/visits/v1/urge')
    await send('POST', '/visitor/visits/v1/urge')
    expect(new Set(keys(asked)).size).toBe(2)
    expect(keys(asked)[0]).toMatch(/^[\x21-\x7e]{1,64}$/)
  })

  it('says which fields were wrong', async () => {
    const errors = [{ field: 'phone', code: 'phone_invalid', message: '请检查手机号。' }]
    fakeWx(() => ({ status: 422, body: { code: 'invalid_input', detail: '有误。', errors } }))
    expect((await caught(apply())).errors).toEqual(errors)
  })
})
