/** What the desk knows, in memory: the last snapshot, and its own scans since. Every change is kept before it is used. */
import { shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { ConflictOut } from '@/http/schema'
import type { Facts, Keeper } from './keep'
import { after, isCovered } from './presence'
import type { ScanRecord, Snapshot, SnapshotPass } from './types'

export interface Book {
  facts: Readonly<ShallowRef<Facts | null>>
  /** Every pass as it is now, own scans included, by its number. */
  passes: Readonly<ShallowRef<Map<string, SnapshotPass>>>
  scans: Readonly<ShallowRef<Map<number, ScanRecord>>>
  /** Where a desk's account contradicts the record: cases for the security office, and people of whom nobody knows who they are. */
  cases: Readonly<ShallowRef<ConflictOut[]>>
  open: () => Promise<void>
  learn: (said: Snapshot, asked: number, ahead: number) => Promise<void>
  hear: (cases: ConflictOut[]) => Promise<void>
  note: (scan: ScanRecord) => Promise<void>
  /** What is known of a scan by now, in its place in the order. */
  amend: (scan: ScanRecord) => Promise<void>
  settle: (scans: Map<number, ScanRecord>) => Promise<void>
}

export function useBook(keeper: Keeper): Book {
  const facts = shallowRef<Facts | null>(null)
  /** As the server last told them. */
  let told = new Map<string, SnapshotPass>()
  const passes = shallowRef(new Map<string, SnapshotPass>())
  const scans = shallowRef(new Map<number, ScanRecord>())
  const cases = shallowRef<ConflictOut[]>([])

  async function open(): Promise<void> {
    const kept = await keeper.load()
    facts.value = kept.facts
    scans.value = kept.scans
    cases.value = kept.cases
    told = new Map(kept.passes.map((pass) => [pass.pass_number, pass]))
    passes.value = withScans(told, kept.scans.values())
  }

  /** One after the other: each changes what the one before has left. */
  let last = Promise.resolve()
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work, work)
    return last
  }

  async function learn(said: Snapshot, asked: number, ahead: number): Promise<void> {
    const { cursor, generated_at, policy, gates, all_gates } = said
    const covered = [...scans.value].filter(([, scan]) => isCovered(scan, asked)).map(([key]) => key)
    const known: Facts = { cursor, generated_at, policy, gates, all_gates, asked, ahead }
    await keeper.saveSnapshot(known, said, covered)
    facts.value = known
    for (const key of covered) scans.value.delete(key)
    told = merged(told, said)
    passes.value = withScans(told, scans.value.values())
    triggerRef(scans)
  }

  async function hear(said: ConflictOut[]): Promise<void> {
    await keeper.saveCases(said)
    cases.value = said
  }

  async function note(scan: ScanRecord): Promise<void> {
    scans.value.set(await keeper.addScan(scan), scan)
    apply(passes.value, scan)
    triggerRef(scans)
    triggerRef(passes)
  }

  async function amend(scan: ScanRecord): Promise<void> {
    const [key] = [...scans.value].find(([, { nonce }]) => nonce === scan.nonce) ?? []
    if (key === undefined) return note(scan)
    await keeper.saveScans(new Map([[key, scan]]))
    scans.value.set(key, scan)
    apply(passes.value, scan)
    triggerRef(scans)
    triggerRef(passes)
  }

  /** Not what was amended while it was under way: that is to be brought again. */
  async function settle(done: Map<number, ScanRecord>): Promise<void> {
    const same = new Map([...done].filter(([key, { turned_away }]) => turned_away === scans.value.get(key)?.turned_away))
    await keeper.saveScans(same)
    for (const [key, scan] of same) scans.value.set(key, scan)
    triggerRef(scans)
  }

  return {
    ...{ facts, passes, scans, cases, open, hear, note },
    learn: (said, asked, ahead) => inTurn(() => learn(said, asked, ahead)),
    amend: (scan) => inTurn(() => amend(scan)),
    settle: (done) => inTurn(() => settle(done)),
  }
}

/** The passes known before, changed by what the server said. */
export function merged(before: Map<string, SnapshotPass>, said: Snapshot): Map<string, SnapshotPass> {
  const now = said.full ? new Map<string, SnapshotPass>() : new Map(before)
  for (const number of said.gone) now.delete(number)
  for (const pass of said.passes) now.set(pass.pass_number, pass)
  return now
}

/** A copy of the passes with what the scans changed. */
function withScans(passes: Map<string, SnapshotPass>, scans: Iterable<ScanRecord>): Map<string, SnapshotPass> {
  const now = new Map(passes)
  for (const scan of scans) apply(now, scan)
  return now
}

function apply(passes: Map<string, SnapshotPass>, scan: ScanRecord): void {
  const pass = scan.pass_number === null ? undefined : passes.get(scan.pass_number)
  if (pass) passes.set(pass.pass_number, after(pass, scan))
}
