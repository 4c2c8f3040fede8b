/** Bringing the server what was decided without it: in order, a hundred at a time, each under the scan's own name. Pure. */
import type { UploadIn, UploadsOut } from '@/http/schema'
import type { ScanRecord } from './types'

const AT_ONCE = 100

type Stored = Pick<UploadsOut['items'][number], 'nonce'>

/** The next scans to bring, the earliest first. */
export function waiting(scans: ReadonlyMap<number, ScanRecord>): [number, ScanRecord][] {
  return [...scans].filter(([, { state }]) => state === 'waiting').sort(([a], [b]) => a - b)
}

export const nextBatch = (scans: ReadonlyMap<number, ScanRecord>): [number, ScanRecord][] => waiting(scans).slice(0, AT_ONCE)

/** What is known of the batch now that the server has answered at `at` (ms); scans it said nothing of keep waiting. */
export function settled(batch: [number, ScanRecord][], answers: Stored[], at: number): Map<number, ScanRecord> {
  const said = new Set(answers.map(({ nonce }) => nonce))
  return new Map(
    batch
      .filter(([, { nonce }]) => said.has(nonce))
      .map(([key, scan]) => [key, { ...scan, state: 'settled' as const, settled_at: at }]),
  )
}

/** The server cannot take this one, ever: it is set aside so that the others get through. */
export function stuck([key, scan]: [number, ScanRecord]): Map<number, ScanRecord> {
  return new Map([[key, { ...scan, state: 'stuck' as const }]])
}

/** A scan as POST gate/uploads takes it: a fact, with what was decided and why. */
export function itemOf(scan: ScanRecord): UploadIn {
  const { nonce, code, pass_number, short, gate_id, direction, scanned_at, verdict, reason } = scan
  const { companions, companions_present, manual, override, turned_away, recorded_by } = scan
  return {
    ...{ nonce, code, pass_number, short, gate_id, direction, scanned_at, verdict, reason, companions, companions_present },
    manual: manual !== null,
    manual_reason: manual,
    override: override === null ? null : { reason: override },
    recorded_by: recorded_by ?? null,
    turned_away: turned_away ? { reason: turned_away.reason, at: turned_away.at } : null,
  }
}
