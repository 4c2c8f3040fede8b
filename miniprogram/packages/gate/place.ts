/** The gate a guard's phone stands at, and which way people pass. */
import type { Direction } from '../../api/gate-types'
import type { Ref } from '../../api/types'

/** Under this name the phone remembers it. */
export const KEPT_PLACE = 'gate.place'

export interface Place {
  gateId: string
  gateName: string
  direction: Direction
}

/** Where this phone was used last, if that gate is still there; else the first gate, for entry. */
export function placeOf(gates: Ref[], kept: Place | null): Place | null {
  const gate = gates.find(({ id }) => id === kept?.gateId) ?? gates[0]
  return gate ? { gateId: gate.id, gateName: gate.name, direction: kept?.direction ?? 'in' } : null
}
