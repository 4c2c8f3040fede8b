// @vitest-environment happy-dom
/** wx.request and its kin: an answer is an answer whatever its status, ten at a time, and WeChat's words for trouble. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { local, request } from './request'

type Answer = Record<string, unknown>
const get = (options: object): Promise<Answer> => request.request({ url: 'http://127.0.0.1:8000/api/v1/session', ...options }) as never

function server(answers: (address: string, init: RequestInit) => Response | Promise<Response>): [string, RequestInit][] {
  const calls: [string, RequestInit][] = []
  vi.stubGlobal('fetch', (address: string, init: RequestInit = {}) => {
    calls.push([address, init])
    return Promise.resolve(answers(address, init))
  })
  return calls
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('wx.request', () => {
  it('succeeds with whatever status', async () => {
    server(() => Response.json({ code: 'not_signed_in' }, { status: 401 }))
    expect(await get({})).toMatchObject({ statusCode: 401, data: { code: 'not_signed_in' }, errMsg: 'request:ok' })
  })
  it('sends JSON and a query to this page\'s own address', async () => {
    const calls = server(() => new Response(null, { status: 204 }))
    await get({ method: 'POST', data: { name: '刘洋' }, header: { 'Idempotency-Key': 'k' } })
    await get({ data: { tab: 'approved' } })
    expect(calls[0]).toMatchObject(['/api/v1/session', { method: 'POST', body: '{"name":"刘洋"}', headers: { 'Idempotency-Key': 'k' } }])
    expect(calls[1]?.[0]).toBe('/api/v1/session?tab=approved')
    expect(calls[1]?.[1].body).toBeUndefined()
  })
  it('speaks to no address but the school\'s', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(() => local('https://example.com/track')).toThrow('only the school')
  })
  it('fails when the network does', async () => {
    server(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(get({})).rejects.toMatchObject({ errMsg: 'request:fail network is unreachable' })
  })
  it('fails when it takes too long', async () => {
    server((_, init) => new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted')))))
    await expect(get({ timeout: 1 })).rejects.toMatchObject({ errMsg: 'request:fail timeout' })
  })
  it('can be aborted', async () => {
    server((_, init) => new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted')))))
    const task = get({}) as Promise<Answer> & { abort(): void }
    task.abort()
    await expect(task).rejects.toMatchObject({ errMsg: 'request:fail abort' })
  })
  it('has ten under way at most', async () => {
    const finish: (() => void)[] = []
    const calls = server(() => new Promise((resolve) => finish.push(() => resolve(Response.json({})))))
    const all = Array.from({ length: 12 }, () => get({}))
    await vi.waitFor(() => expect(calls).toHaveLength(10))
    finish[0]?.()
    await vi.waitFor(() => expect(calls).toHaveLength(11))
    finish.splice(0).forEach((each) => each())
    await vi.waitFor(() => expect(calls).toHaveLength(12))
    finish.splice(0).forEach((each) => each())
    expect(await Promise.all(all)).toHaveLength(12)
  })
})

describe('files', () => {
  it('go up with their fields, and the answer comes as text', async () => {
    const calls = server((address) => (address.startsWith('blob:') ? new Response(new Blob(['x'], { type: 'image/png' })) : new Response('{"id":"1"}', { status: 201 })))
    const answer = await request.uploadFile({ url: '/api/v1/visitor/files', filePath: 'blob:1', name: 'file', formData: { purpose: 'health_code' } } as never)
    expect(answer).toMatchObject({ statusCode: 201, data: '{"id":"1"}' })
    const form = calls[1]?.[1].body as FormData
    expect([form.get('purpose'), (form.get('file') as File).type]).toEqual(['health_code', 'image/png'])
  })
  it('come down as a file of the phone', async () => {
    server(() => new Response(new Blob(['x'])))
    expect(await request.downloadFile({ url: '/api/v1/staff/files/1' } as never)).toMatchObject({ statusCode: 200, tempFilePath: expect.stringMatching(/^blob:/) })
  })
})
