/** The roll-call under way: begun here or at another desk, renewed while it is open on the screen. */
import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { ApiError, sentence } from '@/http/errors'
import { beginRollCall, closeRollCall, mark, rollCall, rollCalls, type RollCallOut } from './api'
import type { Entry } from './rollCallRows'

const AGAIN_MS = 5_000

export function useRollCall() {
  const current = shallowRef<RollCallOut | null>(null)
  const failure = ref('')
  const working = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  /** Do it and show what it answers; says why where it fails. */
  async function act(work: () => Promise<RollCallOut | null>): Promise<void> {
    if (working.value) return
    working.value = true
    try {
      current.value = await work()
      failure.value = ''
    } catch (error) {
      failure.value = sentence(error)
      // Somebody else was faster: show what they did.
      if (error instanceof ApiError && error.status === 409 && current.value) current.value = await rollCall(current.value.id)
    } finally {
      working.value = false
    }
  }

  async function open(): Promise<RollCallOut | null> {
    const running = (await rollCalls()).items.find(({ closed_at }) => closed_at === null)
    return running ? rollCall(running.id) : null
  }

  const id = (): string => current.value?.id ?? ''
  const renew = (): void => {
    if (current.value?.closed_at === null) void act(() => rollCall(id()))
  }
  onMounted(() => {
    void act(open)
    timer = setInterval(renew, AGAIN_MS)
  })
  onUnmounted(() => clearInterval(timer))

  return {
    current,
    failure,
    working,
    begin: (drill: boolean) => act(() => beginRollCall(drill)),
    put: (entry: Entry, state: Entry['state']) => act(() => mark(id(), { ...whoIs(entry), state, was: entry.state })),
    close: () => act(() => closeRollCall(id())),
  }
}

const whoIs = (entry: Entry): { visit_id: string } | { passage_id: string } =>
  'visit_id' in entry ? { visit_id: entry.visit_id } : { passage_id: entry.passage_id }
