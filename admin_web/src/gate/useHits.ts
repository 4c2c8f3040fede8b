/** Who could be meant: at once from what the desk knows, then as the server says, which may know of somebody newer. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { personOf, personOn, type Person } from './answers'
import { find } from './api'
import { isAway } from './reach'
import { found } from './search'
import type { Desk } from './useDesk'

export interface Hit {
  person: Person
  inside: boolean
}

const PATIENCE = 5_000

export function useHits(text: () => string, desk: Desk): Readonly<ShallowRef<Hit[]>> {
  const hits = shallowRef<Hit[]>([])
  let turn = 0

  async function look(wanted: string): Promise<void> {
    const mine = ++turn
    hits.value = found(desk.book.passes.value.values(), wanted).map((pass) => ({ person: personOf(pass), inside: pass.inside }))
    if (!desk.reach.online.value) return
    try {
      const { items } = await find(wanted, AbortSignal.timeout(PATIENCE))
      const known = new Map(hits.value.map((hit) => [hit.person.visit_id, hit]))
      const told = items.map((hit) => known.get(hit.visit_id) ?? { person: personOn(hit), inside: hit.inside })
      if (mine === turn) hits.value = [...told, ...hits.value.filter((hit) => !told.includes(hit))]
    } catch (error) {
      // What the desk knows stays on the screen.
      if (!isAway(error)) throw error
    }
  }

  watch(text, (wanted) => void look(wanted), { immediate: true })
  onScopeDispose(() => (turn += 1))
  return hits
}
