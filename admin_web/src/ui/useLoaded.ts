/** One thing loaded from the server: a detail page's subject. */
import { onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { ApiError, noAnswer } from '@/http/errors'

export interface Loaded<T> {
  value: ShallowRef<T | null>
  error: ShallowRef<ApiError | null>
  loading: Ref<boolean>
  load: () => Promise<void>
}

/** Loads when mounted, and again when `key` changes; the answer to an overtaken question is dropped. */
export function useLoaded<T>(read: () => Promise<T>, key?: () => unknown): Loaded<T> {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const loading = ref(false)
  let asked = 0

  async function load(): Promise<void> {
    const turn = ++asked
    loading.value = true
    try {
      const answer = await read()
      if (turn !== asked) return
      value.value = answer
      error.value = null
    } catch (reason) {
      if (turn === asked) error.value = reason instanceof ApiError ? reason : noAnswer()
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  onMounted(load)
  if (key) watch(key, load)
  return { value, error, loading, load }
}
