/** Finding a unit by what somebody remembers of its name. */
import type { Ref } from '../../../../api/types'

export function matching(units: Ref[], query: string): Ref[] {
  const wanted = query.trim()
  return units.filter(({ name }) => name.includes(wanted))
}
