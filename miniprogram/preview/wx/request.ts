/** Calls to the server. As in WeChat, `success` means that an answer came, whatever its status, and ten may be under way. */
import { alarm } from '../runtime/alarm'
import { answer, type Callbacks, Refusal } from './answer'

const MOST_AT_ONCE = 10
const PATIENCE_MS = 60_000

type Headers_ = Record<string, string>
interface RequestOptions extends Callbacks {
  url: string
  method?: string
  data?: unknown
  header?: Headers_
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}
interface UploadOptions extends Callbacks {
  url: string
  filePath: string
  name: string
  header?: Headers_
  formData?: Record<string, unknown>
  timeout?: number
}

let underWay = 0
const waiting: (() => void)[] = []

/** The address here of an address in config/env.ts: the preview forwards the school's API under its own. */
export function local(url: string): string {
  const { pathname, search } = new URL(url, location.href)
  if (!pathname.startsWith('/api/')) alarm(`wx.request to ${url}: only the school's API is a permitted domain`)
  return pathname + search
}

/** The calls of this file. */
export const request = {
  request: (options: RequestOptions) => task('request', options, (signal) => call(options, signal)),
  uploadFile: (options: UploadOptions) => task('uploadFile', options, (signal) => upload(options, signal)),
  downloadFile: (options: RequestOptions) => task('downloadFile', options, (signal) => download(options, signal)),
}

type Work = (signal: AbortSignal) => Promise<Record<string, unknown>>

/** Start `work`, and hand out what WeChat hands out: a task, which is also a promise when there are no callbacks. */
function task(name: string, options: Callbacks & { timeout?: number }, work: Work): object {
  const stop = new AbortController()
  const done = answer(name, options, () => queued(() => limited(work, stop, options.timeout ?? PATIENCE_MS)))
  return Object.assign(done ?? {}, {
    abort: () => stop.abort(),
    onProgressUpdate: () => undefined,
    onHeadersReceived: () => undefined,
  })
}

async function queued<T>(work: () => Promise<T>): Promise<T> {
  if (underWay >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  underWay += 1
  try {
    return await work()
  } finally {
    underWay -= 1
    waiting.shift()?.()
  }
}

/** WeChat's words for what the network does. */
async function limited(work: Work, stop: AbortController, patience: number): Promise<Record<string, unknown>> {
  let late = false
  const timer = setTimeout(() => {
    late = true
    stop.abort()
  }, patience)
  try {
    return await work(stop.signal)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (late) throw new Refusal('timeout', { errno: 5 })
    throw new Refusal(stop.signal.aborted ? 'abort' : 'network is unreachable', { errno: 600001 })
  } finally {
    clearTimeout(timer)
  }
}

async function call({ url, method = 'GET', data, header = {}, dataType = 'json', responseType }: RequestOptions, signal: AbortSignal): Promise<Record<string, unknown>> {
  const asQuery = method === 'GET' && data
  const address = local(url) + (asQuery ? `${url.includes('?') ? '&' : '?'}${queryOf(data as Headers_)}` : '')
  const body = asQuery || data === undefined ? undefined : typeof data === 'string' ? data : JSON.stringify(data)
  const reply = await fetch(address, { method, headers: { 'content-type': 'application/json', ...header }, body, signal })
  const got = responseType === 'arraybuffer' ? await reply.arrayBuffer() : parsed(await reply.text(), dataType)
  return { statusCode: reply.status, header: headersOf(reply), data: got, cookies: [] }
}

async function upload({ url, filePath, name, header, formData = {} }: UploadOptions, signal: AbortSignal): Promise<Record<string, unknown>> {
  const form = new FormData()
  for (const [key, value] of Object.entries(formData)) form.append(key, String(value))
  const file = await (await fetch(filePath)).blob()
  form.append(name, file, `upload.${file.type.split('/')[1] ?? 'bin'}`)
  const reply = await fetch(local(url), { method: 'POST', headers: header, body: form, signal })
  return { statusCode: reply.status, header: headersOf(reply), data: await reply.text() }
}

async function download({ url, header }: RequestOptions, signal: AbortSignal): Promise<Record<string, unknown>> {
  const reply = await fetch(local(url), { headers: header, signal })
  return { statusCode: reply.status, header: headersOf(reply), tempFilePath: URL.createObjectURL(await reply.blob()) }
}

/** JSON where it is JSON, else the text, as WeChat does. */
function parsed(text: string, dataType: string): unknown {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const queryOf = (data: Headers_): string => new URLSearchParams(data).toString()
const headersOf = (reply: Response): Headers_ => Object.fromEntries(reply.headers)
