/** What the guard typed: a code, or somebody to look for. Pure. */
import { read } from './offline/code'
import type { SnapshotPass } from './offline/types'

export type Typed = 'code' | 'short' | 'search'

/** What a person would look for: Han, a phone tail, a plate, a number. A scanner reads longer things, and addresses. */
const LOOKED_FOR = /^(?=.{2,20}$)[\p{L}\p{N}\s·'.-]+$/u
/** Without 0, O, 1, I, L, as the server makes them. */
const SHORT = /^[2-9A-HJKMNP-Z]{8}$/

export function kindOf(text: string): Typed {
  const said = read(text)
  if (said?.kind === 'code') return 'code'
  if (said?.kind === 'short' && SHORT.test(said.short)) return 'short'
  return LOOKED_FOR.test(text.trim()) ? 'search' : 'code'
}

const AT_MOST = 20

/** Those whose phone ends so, or whose name, plate or number holds the text; approved or inside ones only. */
export function found(passes: Iterable<SnapshotPass>, text: string): SnapshotPass[] {
  const wanted = folded(text)
  const hits = [...passes].filter(({ visit, inside, revoked }) => {
    const plate = folded(visit.plate ?? '')
    const fits = visit.phone_tail === wanted || [folded(visit.visitor_name), folded(visit.number), plate].some((has) => has.includes(wanted))
    return fits && (inside || (!revoked && visit.status === 'approved'))
  })
  return hits.slice(0, AT_MOST)
}

/** Without what people mistype in plates and names: spaces, dots, case, O for 0, I for 1. */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/[\s·•・-]/g, '').toUpperCase().replace(/[OQ]/g, '0').replace(/I/g, '1')
}
