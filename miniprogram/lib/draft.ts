/** What was typed, kept on this phone only, so that no error, call or empty battery loses it. */
import { forget, load, save } from './storage'

interface Kept<T> {
  at: number
  value: T
}

// A draft holds a document number: a forgotten one does not stay for ever.
const KEPT_MS = 7 * 24 * 3_600_000

export function saveDraft(name: string, value: unknown, now = Date.now()): void {
  save(`draft:${name}`, { at: now, value })
}

/** The draft, or null where there is none or it is older than a week. */
export function loadDraft<T>(name: string, now = Date.now()): T | null {
  const kept = load<Kept<T>>(`draft:${name}`)
  if (!kept) return null
  if (now - kept.at <= KEPT_MS) return kept.value
  forgetDraft(name)
  return null
}

export function forgetDraft(name: string): void {
  forget(`draft:${name}`)
}
