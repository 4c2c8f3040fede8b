/** Whoever comes in company is counted before the gate is asked: the ticks belong to the record of the entry. */
import { shallowRef } from 'vue'
import { decide, type Shown } from './offline/decide'
import type { SnapshotPass } from './offline/types'
import type { Desk, Extra } from './useDesk'

interface Waiting {
  pass: SnapshotPass
  shown: Shown
  extra: Extra
}

export function useParty(desk: Desk) {
  const waiting = shallowRef<Waiting | null>(null)

  /** Ask the gate at once, or first let the guard tick who has come along. */
  async function show(shown: Shown, extra: Extra = {}): Promise<void> {
    const pass = desk.direction.value === 'in' ? await expected(shown) : null
    if (pass?.visit.companions.length) waiting.value = { pass, shown, extra }
    else await desk.show(shown, extra)
  }

  /** The pass, if the desk itself would let its holder in. */
  async function expected(shown: Shown): Promise<SnapshotPass | null> {
    const facts = desk.book.facts.value
    if (!facts) return null
    const asked = { direction: 'in' as const, gate_id: desk.gate.value, companions: null, companions_present: null, override: false }
    const decision = await decide(shown, asked, Date.now() + facts.ahead, desk.book.passes.value, facts.policy)
    return decision.reason === null ? decision.pass : null
  }

  /** `companions` are the places ticked, `others` how many more came along. */
  async function go(companions: number[], others: number): Promise<void> {
    const asking = waiting.value
    waiting.value = null
    if (asking) await desk.show(asking.shown, { ...asking.extra, companions, companions_present: companions.length + others })
  }

  const drop = (): void => void (waiting.value = null)
  return { waiting, show, go, drop }
}
