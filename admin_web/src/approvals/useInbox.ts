/** The inbox: which box, which case, what comes next; the address keeps both. */
import { computed, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useKeyset, type Keyset } from '@/http/paging'
import { useLive } from '@/session/live'
import { failed } from '@/ui/notify'
import { counts, list, type Box, type CountsOut, type TaskRow } from './api'
import { beside, keyOf } from './order'
import { BOXES } from './status'

export interface Inbox {
  box: ComputedRef<Box>
  rows: Keyset<TaskRow>
  /** How many cases each box holds; null until known. */
  numbers: Ref<CountsOut | null>
  /** The chosen case: a task's id, or a visit's where there is nothing to decide. */
  chosen: ComputedRef<string | undefined>
  openBox: (box: Box) => void
  choose: (id: string | undefined) => void
  step: (by: 1 | -1) => void
  /** After a decision: on to the next case. */
  moveOn: () => Promise<void>
  refresh: () => Promise<void>
}

/** `roomy` tells whether list and case fit beside each other: only then a case is opened unasked. */
export function useInbox(roomy: () => boolean): Inbox {
  const route = useRoute()
  const router = useRouter()
  const live = useLive()
  const box = computed<Box>(() => BOXES.find(({ value }) => value === route.query.box)?.value ?? 'todo')
  const chosen = computed(() => (typeof route.query.case === 'string' ? route.query.case : undefined))
  const rows = useKeyset((after) => list(box.value, after))
  const numbers = ref<CountsOut | null>(null)
  const keys = computed(() => rows.rows.value.map((row) => keyOf(box.value, row)))

  function openBox(to: Box): void {
    void router.replace({ query: { box: to } })
  }

  function choose(id: string | undefined): void {
    void router.replace({ query: { box: box.value, case: id } })
  }

  async function count(): Promise<void> {
    numbers.value = await counts().catch((error: unknown) => (failed(error), numbers.value))
  }

  async function refresh(): Promise<void> {
    await Promise.all([rows.reload(), count()])
  }

  async function moveOn(): Promise<void> {
    const following = keys.value[keys.value.indexOf(chosen.value ?? '') + 1]
    await refresh()
    choose(following && keys.value.includes(following) ? following : keys.value[0])
  }

  async function begin(): Promise<void> {
    await Promise.all([rows.restart(), count()])
    if (!chosen.value && roomy() && keys.value[0]) choose(keys.value[0])
  }

  onMounted(begin)
  watch(box, begin)
  watch(() => live.todo, (now, before) => before !== null && now !== before && void refresh())

  const step = (by: 1 | -1): void => choose(beside(keys.value, chosen.value, by))
  return { box, rows, numbers, chosen, openBox, choose, step, moveOn, refresh }
}
