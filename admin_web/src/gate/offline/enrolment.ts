/** A token begins and ends; the scans that the server has not had outlive it, sealed anew each time. */
import { all, kept, openDatabase, renew } from './database'
import type { ScanRecord } from './types'
import { freshKey, vaultFor, vaultOn, type Sealed, type Vault } from './vault'

/** Under this name stands the key, of no use outside this browser, to what waits on a device without a token. */
const KEY = 'key'

/** The token of this device, or null when it is not enrolled. */
export const keptToken = (): Promise<string | null> => withDatabase(async (database) => (await kept<string>(database, 'token')) ?? null)

/** How many scans wait for this device to be enrolled again. */
export const waitingHere = (): Promise<number> =>
  withDatabase(async (database) => ((await kept(database, KEY)) ? (await all(database, 'scans')).length : 0))

/** The device is enrolled as `id`: what waited is to be brought under its new token. */
export async function beginToken(token: string, id: string): Promise<void> {
  await withDatabase(async (database) => {
    const scans = await sealedAnew(await unsettled(database), await vaultFor(token))
    await renew(database, (of) => {
      of('device').put(token, 'token')
      of('device').put(id, 'id')
      for (const scan of scans) of('scans').add(scan)
    })
  })
}

/** The server knows the token no longer: nothing of what it sealed stays, but for the scans that wait. */
export async function endToken(): Promise<void> {
  await withDatabase(async (database) => {
    const key = await freshKey()
    const scans = await sealedAnew(await unsettled(database), vaultOn(key))
    await renew(database, (of) => {
      if (scans.length) of('device').put(key, KEY)
      for (const scan of scans) of('scans').add(scan)
    })
  })
}

async function withDatabase<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase()
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

/** What the server has not had, in order, each with the device that recorded it: the next token may be another one's. */
async function unsettled(database: IDBDatabase): Promise<ScanRecord[]> {
  const [token, key, id] = await Promise.all([kept<string>(database, 'token'), kept<CryptoKey>(database, KEY), kept<string>(database, 'id')])
  const vault = token ? await vaultFor(token) : key && vaultOn(key)
  if (!vault) return []
  const rows = await all<Sealed>(database, 'scans')
  const scans = await Promise.all(rows.map(({ value }) => vault.open<ScanRecord>(value)))
  return scans.filter(({ state }) => state !== 'settled').map((scan) => ({ ...scan, recorded_by: scan.recorded_by ?? id }))
}

const sealedAnew = (scans: ScanRecord[], vault: Vault): Promise<Sealed[]> => Promise.all(scans.map((scan) => vault.seal(scan)))
