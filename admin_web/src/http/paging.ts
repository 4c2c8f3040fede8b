/** Keyset paging: the server tells where the next page begins; going back is remembering where pages began. */
import { computed, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { ApiError, noAnswer } from './errors'

export interface Slice<Row> {
  items: Row[]
  next: string | null
}

export interface Keyset<Row> {
  rows: ShallowRef<Row[]>
  loading: Ref<boolean>
  error: ShallowRef<ApiError | null>
  /** Whether anything was ever loaded: until then a skeleton is shown. */
  loaded: Ref<boolean>
  pageNumber: Readonly<Ref<number>>
  hasNext: Readonly<Ref<boolean>>
  hasPrevious: Readonly<Ref<boolean>>
  /** Back to the first page; after a change of the filters. */
  restart: () => Promise<void>
  /** The same page again. */
  reload: () => Promise<void>
  next: () => Promise<void>
  previous: () => Promise<void>
}

/** A list that is read page by page; the answer to an overtaken question is dropped. */
export function useKeyset<Row>(fetchPage: (after: string | undefined) => Promise<Slice<Row>>): Keyset<Row> {
  const rows = shallowRef<Row[]>([])
  const starts = ref<string[]>([])
  const following = ref<string | null>(null)
  const loading = ref(false)
  const loaded = ref(false)
  const error = shallowRef<ApiError | null>(null)
  let asked = 0

  async function load(path: string[]): Promise<void> {
    const turn = ++asked
    loading.value = true
    try {
      const slice = await fetchPage(path.at(-1))
      if (turn !== asked) return
      rows.value = slice.items
      following.value = slice.next
      starts.value = path
      loaded.value = true
      error.value = null
    } catch (reason) {
      if (turn !== asked) return
      error.value = reason instanceof ApiError ? reason : noAnswer()
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  return {
    rows,
    loading,
    loaded,
    error,
    pageNumber: computed(() => starts.value.length + 1),
    hasNext: computed(() => following.value !== null),
    hasPrevious: computed(() => starts.value.length > 0),
    restart: () => load([]),
    reload: () => load(starts.value),
    next: () => load(following.value === null ? starts.value : [...starts.value, following.value]),
    previous: () => load(starts.value.slice(0, -1)),
  }
}
