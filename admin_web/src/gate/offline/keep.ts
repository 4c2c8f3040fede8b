/** Where the desk's knowledge survives a reload, a crash, a night: sealed in IndexedDB on an enrolled device. */
import type { ConflictOut } from '@/http/schema'
import { all, change, kept, openDatabase } from './database'
import type { Policy, ScanRecord, Snapshot, SnapshotPass } from './types'
import { vaultFor, type Sealed, type Vault } from './vault'

/** What holds for all passes. Moments in ms on this device's clock, but `generated_at`. */
export interface Facts {
  cursor: string
  generated_at: string
  /** When the snapshot was asked for: scans settled before that are in it. */
  asked: number
  /** The server's clock minus this device's, in ms. */
  ahead: number
  policy: Policy
  gates: Snapshot['gates']
  /** Missing in what an earlier version has kept. */
  all_gates?: Snapshot['all_gates']
}

export interface Kept {
  facts: Facts | null
  passes: SnapshotPass[]
  scans: Map<number, ScanRecord>
  cases: ConflictOut[]
}

export interface Keeper {
  load: () => Promise<Kept>
  /** One transaction: the facts, the changed passes, those gone, and the scans that the facts now tell. */
  saveSnapshot: (facts: Facts, said: Snapshot, covered: number[]) => Promise<void>
  /** The scan's place in the order; resolves when it is safe. */
  addScan: (scan: ScanRecord) => Promise<number>
  saveScans: (scans: Map<number, ScanRecord>) => Promise<void>
  saveCases: (cases: ConflictOut[]) => Promise<void>
  /** Nothing is written any more, but for what has been begun. */
  close: () => void
}

export async function sealedKeeper(token: string): Promise<Keeper> {
  const [database, vault] = await Promise.all([openDatabase(), vaultFor(token)])
  return {
    load: () => load(database, vault),
    saveSnapshot: async (facts, said, covered) => {
      const sealed = await vault.seal(facts)
      const passes = await Promise.all(said.passes.map(async (pass) => ({ pass, sealed: await vault.seal(pass) })))
      await change(database, ['device', 'passes', 'scans'], (of) => {
        of('device').put(sealed, 'facts')
        if (said.full) of('passes').clear()
        for (const number of said.gone) of('passes').delete(number)
        for (const one of passes) of('passes').put(one.sealed, one.pass.pass_number)
        for (const key of covered) of('scans').delete(key)
      })
    },
    addScan: async (scan) => {
      const sealed = await vault.seal(scan)
      let key = 0
      await change(database, ['scans'], (of) => {
        const asking = of('scans').add(sealed)
        asking.onsuccess = () => (key = Number(asking.result))
      })
      return key
    },
    saveScans: async (scans) => {
      const sealed = await Promise.all([...scans].map(async ([key, scan]) => ({ key, sealed: await vault.seal(scan) })))
      await change(database, ['scans'], (of) => sealed.forEach((one) => of('scans').put(one.sealed, one.key)))
    },
    saveCases: async (cases) => {
      const sealed = await vault.seal(cases)
      await change(database, ['device'], (of) => of('device').put(sealed, 'cases'))
    },
    close: () => database.close(),
  }
}

async function load(database: IDBDatabase, vault: Vault): Promise<Kept> {
  const [facts, cases] = await Promise.all([kept<Sealed>(database, 'facts'), kept<Sealed>(database, 'cases')])
  const passes = await all<Sealed>(database, 'passes')
  const scans = await all<Sealed>(database, 'scans')
  return {
    facts: facts ? await vault.open<Facts>(facts) : null,
    cases: cases ? await vault.open<ConflictOut[]>(cases) : [],
    passes: await Promise.all(passes.map(({ value }) => vault.open<SnapshotPass>(value))),
    scans: new Map(await Promise.all(scans.map(async ({ key, value }) => [Number(key), await vault.open<ScanRecord>(value)] as const))),
  }
}

/** For a guard on a PC that is no enrolled device: nothing is written down. */
export function forgetfulKeeper(): Keeper {
  let last = 0
  return {
    load: () => Promise.resolve({ facts: null, passes: [], scans: new Map(), cases: [] }),
    saveSnapshot: () => Promise.resolve(),
    addScan: () => Promise.resolve(++last),
    saveScans: () => Promise.resolve(),
    saveCases: () => Promise.resolve(),
    close: () => undefined,
  }
}
