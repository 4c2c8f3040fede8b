/** The desk: what it knows, whom it asks, what it shows last. */
import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { sentence } from '@/http/errors'
import { newKey } from '@/http/idempotency'
import { useNow } from '@/ui/now'
import { withAnswer, type Answer, type Asking } from './answers'
import { listsOf } from './lists'
import { useBook } from './offline/book'
import type { Shown } from './offline/decide'
import type { Keeper } from './offline/keep'
import type { Direction } from './offline/types'
import { waiting } from './offline/uploads'
import { isDismissed, useReach } from './reach'
import { refuse } from './refusing'
import { askGate } from './scanning'
import { sound } from './sounds'
import { useSync } from './sync'

const REMEMBERED = 'gate.id'

export type Extra = Partial<Pick<Asking, 'companions' | 'companions_present' | 'override' | 'manual' | 'direction'>>
export type Desk = ReturnType<typeof useDesk>

/** `enrolled`: this device may decide by itself. `dismissed` is called when the server knows the caller no longer. */
export function useDesk(keeper: Keeper, enrolled: boolean, dismissed: () => void) {
  const book = useBook(keeper)
  const reach = useReach()
  const sync = useSync(book, reach, dismissed)
  const now = useNow()
  const gate = ref('')
  const direction = ref<Direction>('in')
  const answers = shallowRef<Answer[]>([])
  /** The answer that fills the screen; null between two visitors. */
  const answer = shallowRef<Answer | null>(null)
  const working = ref(false)
  /** Why there is no answer. */
  const failure = ref('')
  /** What got no answer, to be asked again as it was. */
  const unanswered = shallowRef<{ asking: Asking; nonce: string } | null>(null)

  const gates = computed(() => book.facts.value?.gates ?? [])
  const lists = computed(() => listsOf(book.passes.value.values(), now.value.getTime() + (book.facts.value?.ahead ?? 0)))
  const pending = computed(() => waiting(book.scans.value).length)
  const set_aside = computed(() => [...book.scans.value.values()].filter(({ state }) => state === 'stuck').length)

  async function show(shown: Shown, extra: Extra = {}): Promise<void> {
    const plain = { companions: null, companions_present: null, override: null, manual: null }
    await ask({ shown, gate_id: gate.value, direction: direction.value, ...plain, ...extra })
  }

  async function ask(asking: Asking, nonce = newKey()): Promise<void> {
    await work(async () => {
      unanswered.value = { asking, nonce }
      say(await askGate(asking, nonce, book, reach, enrolled))
      unanswered.value = null
      sync.nudge()
    })
  }

  /** One thing at a time; says why where it fails. */
  async function work(act: () => Promise<void>): Promise<void> {
    if (working.value) return
    working.value = true
    failure.value = ''
    unanswered.value = null
    try {
      await act()
    } catch (error) {
      if (isDismissed(error)) return dismissed()
      failure.value = sentence(error)
    } finally {
      working.value = false
    }
  }

  function say(said: Answer): void {
    answer.value = said
    if (said.needs) return
    answers.value = withAnswer(answers.value, said)
    sound(said.admitted)
  }

  /** The guard sends away whom the rules have let in. */
  async function turnAway(admitted: Answer, reason: string): Promise<void> {
    await work(async () => {
      say(await refuse(admitted, reason, book, reach, enrolled))
      sync.nudge()
    })
  }

  const wake = (): void => {
    if (document.visibilityState === 'visible') sync.nudge()
  }
  const lost = (): void => reach.down()
  watch(gates, (all) => {
    if (all.some(({ id }) => id === gate.value)) return
    const before = localStorage.getItem(REMEMBERED)
    gate.value = (all.find(({ id }) => id === before) ?? all[0])?.id ?? ''
  })
  watch(gate, (id) => localStorage.setItem(REMEMBERED, id))
  onMounted(async () => {
    await book.open()
    window.addEventListener('online', sync.nudge)
    window.addEventListener('offline', lost)
    document.addEventListener('visibilitychange', wake)
    sync.nudge()
  })
  onUnmounted(() => {
    sync.stop()
    window.removeEventListener('online', sync.nudge)
    window.removeEventListener('offline', lost)
    document.removeEventListener('visibilitychange', wake)
  })

  return { book, reach, sync, gate, gates, direction, answers, answer, working, failure, unanswered, lists, pending, set_aside, show, ask, turnAway }
}
