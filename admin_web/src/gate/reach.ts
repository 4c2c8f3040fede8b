/** Whether the server answers. The desk finds out by asking, and believes the browser only when it says no. */
import { ref, type Ref } from 'vue'
import { ApiError } from '@/http/errors'

export interface Reach {
  online: Readonly<Ref<boolean>>
  up: () => void
  down: () => void
}

export function useReach(): Reach {
  const online = ref(navigator.onLine)
  return { online, up: () => (online.value = true), down: () => (online.value = false) }
}

/** Whether an error means that nobody has answered: no network, a server in trouble, or nothing in time. */
export function isAway(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 0 || error.status >= 500
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

/** Whether the server knows this caller no longer. */
export function isDismissed(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}
