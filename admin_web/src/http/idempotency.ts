/** Keys that make a write safe to send twice. */

const unanswered = new Map<string, string>()

/** A fresh key; `crypto.randomUUID` is missing on plain http, which a school may use inside its network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The key for this write: the one it had when it was sent before and no answer came back. */
export function keyFor(write: string): string {
  return unanswered.get(write) ?? newKey()
}

/** Remember that nobody knows whether this write arrived. */
export function noteUnanswered(write: string, key: string): void {
  unanswered.set(write, key)
}

/** An answer came: the same write sent again is meant as another. */
export function noteAnswered(write: string): void {
  unanswered.delete(write)
}
