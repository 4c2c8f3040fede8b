/** The only caller of fetch: session, refusals, repeats. */
import { filled, queryString, type Query } from './address'
import { ApiError, errorFrom, noAnswer } from './errors'
import { keyFor, noteAnswered, noteUnanswered } from './idempotency'
import { csrfToken, deviceToken, gatekeeper } from './session'
import type { Answer, Given, Input, Method, PathsOf } from './types'

/** Reads are repeated after these milliseconds when the server was away; writes never are by themselves. */
const PAUSES = [400, 1500]
const AWAY = new Set([0, 502, 503, 504])

interface Loose {
  path?: Record<string, string>
  query?: Query
  body?: unknown
  signal?: AbortSignal
}

interface Sending {
  method: string
  address: string
  headers: Record<string, string>
  body?: BodyInit
  signal?: AbortSignal
}

export const http = {
  get: <P extends PathsOf<'get'>>(path: P, ...[input]: Given<Input<P, 'get'>>) =>
    read(path, input as Loose) as Promise<Answer<P, 'get'>>,
  post: <P extends PathsOf<'post'>>(path: P, ...[input]: Given<Input<P, 'post'>>) =>
    write('post', path, input as Loose) as Promise<Answer<P, 'post'>>,
  patch: <P extends PathsOf<'patch'>>(path: P, ...[input]: Given<Input<P, 'patch'>>) =>
    write('patch', path, input as Loose) as Promise<Answer<P, 'patch'>>,
  delete: <P extends PathsOf<'delete'>>(path: P, ...[input]: Given<Input<P, 'delete'>>) =>
    write('delete', path, input as Loose) as Promise<Answer<P, 'delete'>>,
}

/** The answer to a multipart form. */
export async function upload(address: string, form: FormData): Promise<unknown> {
  return json(await admitted({ method: 'POST', address, headers: {}, body: form }))
}

/** The raw answer to a GET, for files. */
export async function fetchFile(address: string, query?: Query, signal?: AbortSignal): Promise<Response> {
  return admitted({ method: 'GET', address: address + queryString(query), headers: {}, signal })
}

async function read(path: string, { path: values, query, signal }: Loose = {}): Promise<unknown> {
  const address = filled(path, values) + queryString(query)
  for (const pause of PAUSES) {
    try {
      return await json(await admitted({ method: 'GET', address, headers: {}, signal }))
    } catch (error) {
      if (!(error instanceof ApiError && AWAY.has(error.status))) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return json(await admitted({ method: 'GET', address, headers: {}, signal }))
}

async function write(method: Method, path: string, { path: values, body, signal }: Loose = {}): Promise<unknown> {
  const address = filled(path, values)
  const text = body === undefined ? undefined : JSON.stringify(body)
  const said = [method, address, text].join(' ')
  const key = keyFor(said)
  const headers: Record<string, string> = { 'Idempotency-Key': key }
  if (text !== undefined) headers['Content-Type'] = 'application/json'
  try {
    const answer = await admitted({ method: method.toUpperCase(), address, headers, body: text, signal })
    noteAnswered(said)
    return await json(answer)
  } catch (error) {
    if (error instanceof ApiError && AWAY.has(error.status)) noteUnanswered(said, key)
    else noteAnswered(said)
    throw error
  }
}

/** Send, and once more after the person signed in again or the token was renewed. */
async function admitted(sending: Sending): Promise<Response> {
  try {
    return await sent(sending)
  } catch (error) {
    const keeper = gatekeeper()
    if (!(error instanceof ApiError) || !keeper) throw error
    if (error.status === 401 && error.code === 'not_signed_in') await keeper.signInAgain()
    else if (error.code === 'csrf_token_missing') await keeper.renewToken()
    else throw error
    return sent(sending)
  }
}

/** Send. Throws ApiError for every refusal and for no answer; an AbortError stays one. */
async function sent({ method, address, headers, body, signal }: Sending): Promise<Response> {
  const answer = await fetch(address, {
    method,
    headers: { ...headers, ...proof(method) },
    body,
    signal,
    credentials: 'same-origin',
  }).catch((reason: unknown) => {
    throw signal?.aborted ? reason : noAnswer()
  })
  if (!answer.ok) throw errorFrom(answer.status, await answer.json().catch(() => null))
  return answer
}

/** What shows who is asking, beside the cookie. */
function proof(method: string): Record<string, string> {
  if (deviceToken()) return { Authorization: `Bearer ${deviceToken()}` }
  return method === 'GET' ? {} : { 'X-CSRF-Token': csrfToken() }
}

async function json(answer: Response): Promise<unknown> {
  return answer.status === 204 ? undefined : answer.json()
}
