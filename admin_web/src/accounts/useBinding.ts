/** One's WeChat binding, asked for again and again while a code waits to be scanned. */
import { computed, onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { ApiError, noAnswer, sentence } from '@/http/errors'
import { told } from '@/ui/notify'
import { beginBinding, binding, confirmBinding, unbind, type BindingOut, type TicketOut } from './api'

const EVERY_MS = 2000

export function useBinding() {
  const now = shallowRef<BindingOut | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** The code on the screen. */
  const ticket = shallowRef<TicketOut | null>(null)
  const clock = ref(Date.now())
  const failure = ref('')
  const working = ref(false)
  const expired = computed(() => ticket.value !== null && Date.parse(ticket.value.expires_at) <= clock.value)
  let timer: ReturnType<typeof setInterval> | undefined

  async function load(): Promise<void> {
    try {
      now.value = await binding()
      error.value = null
    } catch (reason) {
      // While a code waits, one unanswered question is not worth a word: the next is asked in two seconds.
      if (!now.value) error.value = reason instanceof ApiError ? reason : noAnswer()
    }
  }

  async function tick(): Promise<void> {
    clock.value = Date.now()
    if (!ticket.value || expired.value || document.hidden) return
    await load()
  }

  async function tried(act: () => Promise<void>): Promise<void> {
    if (working.value) return
    failure.value = ''
    working.value = true
    try {
      await act()
    } catch (reason) {
      failure.value = sentence(reason)
    } finally {
      working.value = false
    }
  }

  const begin = (): Promise<void> =>
    tried(async () => {
      ticket.value = await beginBinding()
      clock.value = Date.now()
      await load()
    })

  const confirm = (): Promise<void> =>
    tried(async () => {
      now.value = await confirmBinding()
      ticket.value = null
      told('微信已绑定')
    })

  async function remove(): Promise<void> {
    await unbind()
    await load()
    told('微信已解除绑定')
  }

  const cancel = (): void => {
    ticket.value = null
    failure.value = ''
  }

  onMounted(() => {
    void load()
    timer = setInterval(() => void tick(), EVERY_MS)
  })
  onUnmounted(() => clearInterval(timer))

  return { now, error, ticket, expired, failure, working, load, begin, confirm, cancel, remove }
}
