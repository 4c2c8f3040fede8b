/** Idempotency keys: one for each act, kept on the phone until the server has answered. */
import { forget, load, save } from './storage'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A key no other act has. It is no secret, only unlikely to come twice. */
export function freshKey(): string {
  const letters = Array.from({ length: 20 }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)])
  return `${Date.now().toString(36)}-${letters.join('')}`
}

const stored = (act: string): string => `key:${act}`

/** The key of `act`: the same one after a lost answer, even if the mini-program was closed in between. */
export function keyOf(act: string): string {
  const kept = load<string>(stored(act))
  if (kept) return kept
  const key = freshKey()
  save(stored(act), key)
  return key
}

/** The server has answered: the next time it is another act. */
export function answered(act: string): void {
  forget(stored(act))
}
