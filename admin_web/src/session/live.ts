/** What changes while a page is open, told by the server (server-sent events): how many cases wait for me. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

const AGAIN_MS = 15_000

export const useLive = defineStore('live', () => {
  /** Cases waiting for me; null until the server has said. */
  const todo = ref<number | null>(null)
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Listen until `stop`. The browser reconnects by itself; only a refusal needs another try from us. */
  function start(): void {
    stop()
    source = new EventSource('/api/v1/staff/events')
    source.addEventListener('todo', (event) => {
      todo.value = (JSON.parse((event as MessageEvent<string>).data) as { count: number }).count
    })
    source.addEventListener('error', () => {
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(start, AGAIN_MS)
    })
  }

  function stop(): void {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  return { todo, start, stop }
})
