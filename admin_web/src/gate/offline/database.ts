/** IndexedDB in promises. Nothing stands here in clear but token and id of the device, ids of passes and the order of scans. */

const NAME = 'gate-desk'
export type Store = 'device' | 'passes' | 'scans'

export function openDatabase(): Promise<IDBDatabase> {
  const asking = indexedDB.open(NAME, 1)
  asking.onupgradeneeded = () => {
    for (const store of ['device', 'passes']) asking.result.createObjectStore(store)
    asking.result.createObjectStore('scans', { autoIncrement: true })
  }
  return answer(asking)
}

export function answer<T>(asking: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asking.onsuccess = () => resolve(asking.result)
    asking.onerror = () => reject(asking.error ?? new Error('the store on this device refused'))
  })
}

/** Change `stores` in one transaction; resolves when it stands on the disk, also if the power fails now. */
export function change(database: IDBDatabase, stores: Store[], work: (of: (store: Store) => IDBObjectStore) => void): Promise<void> {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' })
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the store on this device refused'))
    work((store) => transaction.objectStore(store))
  })
}

/** Everything in a store, with its keys, in the keys' order. */
export async function all<T>(database: IDBDatabase, store: Store): Promise<{ key: IDBValidKey; value: T }[]> {
  const objects = database.transaction(store).objectStore(store)
  const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer<T[]>(objects.getAll())])
  return keys.map((key, place) => ({ key, value: values[place] as T }))
}

/** What stands under `name` in the device's store. */
export function kept<T>(database: IDBDatabase, name: string): Promise<T | undefined> {
  return answer<T | undefined>(database.transaction('device').objectStore('device').get(name))
}

/** Forget everything, and write what `work` writes, in one transaction. */
export function renew(database: IDBDatabase, work: (of: (store: Store) => IDBObjectStore) => void): Promise<void> {
  const stores: Store[] = ['device', 'passes', 'scans']
  return change(database, stores, (of) => {
    for (const store of stores) of(store).clear()
    work(of)
  })
}
