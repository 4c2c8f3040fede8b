/** Storage: every person's own, and gone with the browser's. */
import { person } from '../runtime/place'
import { answer, type Callbacks } from './answer'

const keyOf = (key: string): string => `${person}:${key}`

const getStorageSync = (key: string): unknown => {
  const kept = localStorage.getItem(keyOf(key))
  return kept === null ? '' : JSON.parse(kept)
}
const setStorageSync = (key: string, data: unknown): void => localStorage.setItem(keyOf(key), JSON.stringify(data))
const removeStorageSync = (key: string): void => localStorage.removeItem(keyOf(key))

const ownKeys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(keyOf('')))

/** The calls of this file. */
export const storage = {
  getStorageSync,
  setStorageSync,
  removeStorageSync,
  clearStorageSync: (): void => ownKeys().forEach((key) => localStorage.removeItem(key)),
  getStorageInfoSync: () => ({ keys: ownKeys().map((key) => key.slice(keyOf('').length)), currentSize: 0, limitSize: 10240 }),
  getStorage: (options: Callbacks & { key: string }) =>
    answer('getStorage', options, () => ({ data: getStorageSync(options.key) })),
  setStorage: (options: Callbacks & { key: string; data: unknown }) =>
    answer('setStorage', options, () => setStorageSync(options.key, options.data)),
  removeStorage: (options: Callbacks & { key: string }) =>
    answer('removeStorage', options, () => removeStorageSync(options.key)),
}
