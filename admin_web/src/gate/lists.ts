/** What the side of the desk shows, from what the desk knows: who comes soon, who is inside, who should have left. Pure. */
import type { SnapshotPass } from './offline/types'

const HOUR = 3_600_000

export interface Lists {
  soon: SnapshotPass[]
  inside: SnapshotPass[]
  overstayed: SnapshotPass[]
}

const earliest = (at: (pass: SnapshotPass) => string | null) => (a: SnapshotPass, b: SnapshotPass) =>
  (at(a) ?? '').localeCompare(at(b) ?? '')

/** At `now` (ms). Soon: begins within the hour, or has begun and nobody came yet. */
export function listsOf(passes: Iterable<SnapshotPass>, now: number): Lists {
  const all = [...passes]
  const inside = all.filter((pass) => pass.inside).sort(earliest((pass) => pass.inside_since))
  return {
    soon: all.filter((pass) => comesSoon(pass, now)).sort(earliest((pass) => pass.visit.visit_from)),
    inside,
    overstayed: inside.filter(({ visit, leave_by }) => Date.parse(leave_by ?? visit.visit_to) < now),
  }
}

function comesSoon({ visit, inside, revoked, entries }: SnapshotPass, now: number): boolean {
  const begins = Date.parse(visit.visit_from)
  const due = begins <= now + HOUR && Date.parse(visit.visit_to) >= now
  return due && !inside && !revoked && entries === 0 && visit.status === 'approved' && visit.visitor_type === 'temporary'
}
