/** The service worker of the gate desk: keeps the built shell, so that the desk opens without a network. Data is not its business. */

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Asked extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Worker extends EventTarget {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
}

const worker = self as unknown as Worker
const PAGE = '/gate'
/** Filled in by the build: the shell's files, with a hash in their names. */
const SHELL = '__GATE_SHELL__'.split(' ')
const CACHE = `gate ${nameOf(SHELL.join())}`

worker.addEventListener('install', (event) => (event as Lasting).waitUntil(keep()))
worker.addEventListener('activate', (event) => (event as Lasting).waitUntil(forget().then(() => worker.clients.claim())))
// The desk asks for the change to a new version; until then the open page keeps the files it was built with.
worker.addEventListener('message', () => void worker.skipWaiting())
worker.addEventListener('fetch', (event) => {
  const asked = event as Asked
  const { origin, pathname } = new URL(asked.request.url)
  const path = asked.request.mode === 'navigate' ? (pathname === PAGE ? PAGE : '') : pathname
  if (origin === location.origin && (path === PAGE || SHELL.includes(path))) asked.respondWith(kept(path, asked.request))
})

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll([PAGE, ...SHELL].map((path) => new Request(path, { cache: 'reload' })))
}

async function forget(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('gate ') && name !== CACHE)
  await Promise.all(names.map((name) => caches.delete(name)))
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request)
}

/** A short name for a list of files: FNV-1a. */
function nameOf(text: string): string {
  let sum = 0x811c9dc5
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (sum >>> 0).toString(16)
}
