/** What a pass looks like now: as the server last said, with the desk's own scans since then. Pure. */
import type { ScanRecord, SnapshotPass, TurnedAway } from './types'

/** `pass` after one scan that was admitted here. Saying it twice changes nothing. */
export function after(pass: SnapshotPass, scan: ScanRecord): SnapshotPass {
  if (scan.verdict !== 'admit') return pass
  if (scan.turned_away) return sentAway(pass, scan, scan.turned_away)
  return scan.direction === 'in' ? entered(pass, scan) : left(pass, scan)
}

function entered(pass: SnapshotPass, { step, scanned_at }: ScanRecord): SnapshotPass {
  const known = pass.inside || (step !== null && step <= pass.last_step_in)
  return {
    ...pass,
    inside: true,
    inside_since: pass.inside_since ?? scanned_at,
    entries: pass.entries + (known ? 0 : 1),
    last_step_in: Math.max(pass.last_step_in, step ?? 0),
  }
}

/** As before the entry that was taken back; the code it was granted for is used up all the same. */
function sentAway(pass: SnapshotPass, { step }: ScanRecord, { inside, inside_since, entries }: TurnedAway): SnapshotPass {
  return { ...pass, inside, inside_since, entries, last_step_in: Math.max(pass.last_step_in, step ?? 0) }
}

function left(pass: SnapshotPass, { step }: ScanRecord): SnapshotPass {
  return { ...pass, inside: false, inside_since: null, last_step_out: Math.max(pass.last_step_out, step ?? 0) }
}

/** Whether the snapshot asked for at `asked` (ms) already tells what this scan did. */
export function isCovered(scan: ScanRecord, asked: number): boolean {
  return scan.state === 'settled' && scan.settled_at !== null && scan.settled_at <= asked
}
