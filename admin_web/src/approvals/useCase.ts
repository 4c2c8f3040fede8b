/** One case as the pane shows it: with its task where there is something to decide, else the visit alone. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { ApiError, noAnswer } from '@/http/errors'
import { showTask, showVisit, type Box, type CaseOut, type VisitOut } from './api'

export interface OpenCase {
  task: CaseOut['task'] | null
  visit: VisitOut
  actions: string[]
  /** The address under which this viewer may read the visit's files. */
  files: string
}

export interface CaseState {
  open: ShallowRef<OpenCase | null>
  error: ShallowRef<ApiError | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

async function fetchCase(box: Box, id: string): Promise<OpenCase> {
  if (box === 'todo' || box === 'done') {
    return { ...(await showTask(id)), files: `/api/v1/staff/approvals/${encodeURIComponent(id)}/files` }
  }
  const visit = await showVisit(id)
  return { task: null, visit, actions: [], files: `/api/v1/staff/visits/${encodeURIComponent(id)}/files` }
}

/** Follows `id`; the answer to an overtaken question is dropped. */
export function useCase(box: () => Box, id: () => string): CaseState {
  const open = shallowRef<OpenCase | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const loading = ref(false)
  let asked = 0

  async function reload(): Promise<void> {
    const turn = ++asked
    loading.value = true
    try {
      const found = await fetchCase(box(), id())
      if (turn !== asked) return
      open.value = found
      error.value = null
    } catch (reason) {
      if (turn !== asked) return
      open.value = null
      error.value = reason instanceof ApiError ? reason : noAnswer()
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  watch([box, id], reload, { immediate: true })
  return { open, error, loading, reload }
}
