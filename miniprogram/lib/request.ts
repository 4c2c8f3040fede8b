/** The only caller of the server: token, one renewal on 401, reads repeated, writes with one key for each act. */
import { apiBase } from '../config/env'
import { setOnline } from './connectivity'
import { answered, freshKey, keyOf } from './keys'
import { Problem, fromAnswer, noAnswer } from './problem'
import { forget, load, save } from './storage'

export type Query = Record<string, string | number | boolean | null | undefined>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

interface Answer {
  status: number
  body: unknown
}

interface Exchange {
  method: Method
  path: string
  body?: object
  key?: string
  /** Signing in itself: without a token, and not to be renewed. */
  open?: boolean
}

const TOKEN = 'token'
const PATIENCE_MS = 15_000
const UPLOAD_PATIENCE_MS = 60_000
const PAUSES_MS = [400, 1_500]

let renew: (() => Promise<unknown>) | null = null

/** How to sign in anew; given by lib/session.ts, which stands above and shares one sign-in among parallel calls. */
export function renewBy(signIn: () => Promise<unknown>): void {
  renew = signIn
}

export const hasToken = (): boolean => load<string>(TOKEN) !== null
export const keepToken = (token: string): void => save(TOKEN, token)
export const dropToken = (): void => forget(TOKEN)

/** A read; repeated twice when nothing readable came back. Throws Problem. */
export async function get<T>(path: string, query: Query = {}): Promise<T> {
  return (await patiently({ method: 'GET', path: path + asText(query) })) as T
}

/**
 * A write. `key` names the act when the person may repeat it after a lost answer: the same idempotency key is then
 * sent until an answer has come. Throws Problem.
 */
export async function send<T>(method: Method, path: string, body?: object, act: { key?: string } = {}): Promise<T> {
  const key = act.key ? keyOf(act.key) : freshKey()
  try {
    const answer = await signedIn({ method, path, body, key })
    if (act.key) answered(act.key)
    return answer as T
  } catch (thrown) {
    if (act.key && thrown instanceof Problem && !thrown.unanswered) answered(act.key)
    throw thrown
  }
}

/** Signing in: the one write without a token. Throws Problem. */
export async function open<T>(path: string, body: object): Promise<T> {
  return (await judged(transport({ method: 'POST', path, body, open: true }))) as T
}

/** A file with its fields. Throws Problem. */
export async function upload<T>(path: string, filePath: string, formData: Record<string, string>): Promise<T> {
  return (await renewing(() => judged(transportFile(path, filePath, formData)))) as T
}

/** A file of the server as a temporary path for `<image>`. Throws Problem. */
export async function download(path: string): Promise<string> {
  return (await renewing(() => judged(transportDown(path)))) as string
}

async function patiently(exchange: Exchange): Promise<unknown> {
  for (const pause of PAUSES_MS) {
    try {
      return await signedIn(exchange)
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !worthRepeating(thrown)) throw thrown
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return signedIn(exchange)
}

const worthRepeating = (problem: Problem): boolean => problem.offline || [502, 503, 504].includes(problem.status)

const signedIn = (exchange: Exchange): Promise<unknown> => renewing(() => judged(transport(exchange)))

/** The token may have run out: one renewal, one more try. */
async function renewing(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (thrown) {
    if (!renew || !(thrown instanceof Problem) || thrown.status !== 401) throw thrown
    await renew()
    return call()
  }
}

async function judged(answering: Promise<Answer>): Promise<unknown> {
  const { status, body } = await answering
  if (status >= 200 && status < 300) return body
  throw fromAnswer(status, body)
}

function transport({ method, path, body, key, open: withoutToken }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    wx.request({
      url: apiBase() + path,
      // WeChat passes PATCH on, but its typings leave it out.
      method: method as 'POST',
      data: body,
      header: { ...(withoutToken ? {} : authorisation()), ...(key ? { 'Idempotency-Key': key } : {}) },
      timeout: PATIENCE_MS,
      success: ({ statusCode, data }) => resolve(heard({ status: statusCode, body: data })),
      fail: ({ errMsg }) => reject(unheard(errMsg)),
    })
  })
}

function transportFile(path: string, filePath: string, formData: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    wx.uploadFile({
      url: apiBase() + path,
      filePath,
      name: 'file',
      formData,
      header: authorisation(),
      timeout: UPLOAD_PATIENCE_MS,
      success: ({ statusCode, data }) => resolve(heard({ status: statusCode, body: parsed(data) })),
      fail: ({ errMsg }) => reject(unheard(errMsg)),
    })
  })
}

function transportDown(path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    wx.downloadFile({
      url: apiBase() + path,
      header: authorisation(),
      timeout: UPLOAD_PATIENCE_MS,
      success: ({ statusCode, tempFilePath }) => resolve(heard({ status: statusCode, body: tempFilePath })),
      fail: ({ errMsg }) => reject(unheard(errMsg)),
    })
  })
}

function authorisation(): Record<string, string> {
  const token = load<string>(TOKEN)
  return token ? { Authorization: `Bearer ${token}` } : {}
}

function heard(answer: Answer): Answer {
  setOnline(true)
  return answer
}

function unheard(errMsg: string): Problem {
  setOnline(false)
  return noAnswer(errMsg)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function asText(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const pairs = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return pairs.length ? `?${pairs.join('&')}` : ''
}
