/** Keeps the desk and the server in step: brings what was decided here, fetches what changed there. */
import { ref, type Ref } from 'vue'
import { ApiError, sentence } from '@/http/errors'
import { hear } from '@/http/events'
import { conflicts, snapshot, uploads } from './api'
import type { Book } from './offline/book'
import type { ScanRecord } from './offline/types'
import { nextBatch, settled, stuck } from './offline/uploads'
import { isAway, isDismissed, type Reach } from './reach'

/** Milliseconds between rounds: without news from the server, while it is away, and while news comes in. */
const ROUND = 60_000
const ROUND_AWAY = 5_000
const GATHER = 1_000
const PATIENCE = 15_000

export interface Sync {
  /** Why the data is not being renewed although the server answers; empty when it is. */
  trouble: Readonly<Ref<string>>
  nudge: () => void
  stop: () => void
}

export function useSync(book: Book, reach: Reach, dismissed: () => void): Sync {
  const trouble = ref('')
  let casesAsked = 0
  let running = false
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let soon: ReturnType<typeof setTimeout> | undefined
  let hearing = false
  const stopping = new AbortController()

  function nudge(): void {
    again = !stopping.signal.aborted
    if (again && !running) void rounds()
  }

  async function rounds(): Promise<void> {
    running = true
    clearTimeout(timer)
    while (again) {
      again = false
      await round()
    }
    running = false
    if (stopping.signal.aborted) return
    timer = setTimeout(nudge, reach.online.value ? ROUND : ROUND_AWAY)
    if (reach.online.value && !hearing) void listen()
  }

  async function round(): Promise<void> {
    try {
      const brought = await bringAll()
      await fetchNews()
      if (brought || Date.now() - casesAsked >= ROUND) await fetchCases()
      trouble.value = ''
      reach.up()
    } catch (error) {
      if (isDismissed(error)) dismissed()
      else if (isAway(error)) reach.down()
      else trouble.value = sentence(error)
    }
  }

  /** Whether there was anything to bring. */
  async function bringAll(): Promise<boolean> {
    let brought = false
    for (let batch = nextBatch(book.scans.value); batch.length; batch = nextBatch(book.scans.value)) {
      await bring(batch)
      brought = true
    }
    return brought
  }

  async function bring(batch: [number, ScanRecord][]): Promise<void> {
    try {
      const now = new Date(Date.now() + (book.facts.value?.ahead ?? 0)).toISOString()
      const { items } = await uploads(batch.map(([, scan]) => scan), now, AbortSignal.timeout(PATIENCE))
      await book.settle(settled(batch, items, Date.now()))
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 422)) throw error
      const [first, ...others] = batch
      if (first && others.length === 0) await book.settle(stuck(first))
      else for (const one of batch) await bring([one])
    }
  }

  async function fetchNews(): Promise<void> {
    const asked = Date.now()
    const said = await snapshot(book.facts.value?.cursor, AbortSignal.timeout(PATIENCE))
    const received = Date.now()
    await book.learn(said, asked, Date.parse(said.generated_at) - (asked + received) / 2)
  }

  async function fetchCases(): Promise<void> {
    await book.hear((await conflicts(AbortSignal.timeout(PATIENCE))).items)
    casesAsked = Date.now()
  }

  /** Until the server ends it; what it says is gathered for a moment, for scans come in crowds. */
  async function listen(): Promise<void> {
    hearing = true
    try {
      await hear('/api/v1/gate/events', () => (soon ??= setTimeout(gathered, GATHER)), stopping.signal)
    } catch (error) {
      if (isDismissed(error)) return dismissed()
    } finally {
      hearing = false
    }
    // Whyever it ended, the next round finds out how things stand, and listens again.
    soon ??= setTimeout(gathered, ROUND_AWAY)
  }

  function gathered(): void {
    soon = undefined
    nudge()
  }

  function stop(): void {
    stopping.abort()
    clearTimeout(timer)
    clearTimeout(soon)
  }

  return { trouble, nudge, stop }
}
