/** The units of the school as a tree, written line by line. */
import type { DepartmentOut } from './api'

export interface Branch extends DepartmentOut {
  /** 0 for a unit without one above it. */
  depth: number
}

/** Every unit below the one it belongs to; of equals the active ones first, then by name. */
export function branches(units: readonly DepartmentOut[]): Branch[] {
  const known = new Set(units.map(({ id }) => id))
  const below = (parent: string | null, depth: number): Branch[] =>
    units
      .filter(({ parent_id: above }) => (above !== null && known.has(above) ? above : null) === parent)
      .sort((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name, 'zh-CN'))
      .flatMap((unit) => [{ ...unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}

/** Where a unit may be moved: anywhere but below itself. */
export function possibleParents(units: readonly DepartmentOut[], id?: string): { value: string; label: string }[] {
  const all = branches(units)
  const start = all.findIndex((unit) => unit.id === id)
  const depth = all[start]?.depth ?? 0
  let end = start + 1
  while (start >= 0 && (all[end]?.depth ?? -1) > depth) end++
  return all
    .filter((unit, place) => unit.active && (start < 0 || place < start || place >= end))
    .map((unit) => ({ value: unit.id, label: `${'　'.repeat(unit.depth)}${unit.name}` }))
}
