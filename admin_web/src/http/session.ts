/** What the client must know of the session: the token a write carries, and how to get a new one. */

/** How the session's owner (session/store.ts) answers the client. */
export interface Gatekeeper {
  /** Ask the person to sign in again; resolves when they did. Rejects when they would rather leave. */
  signInAgain: () => Promise<void>
  /** Fetch the token anew: another tab may have signed in since. */
  renewToken: () => Promise<void>
}

let token = ''
let device = ''
let keeper: Gatekeeper | null = null

export function csrfToken(): string {
  return token
}

export function keepCsrfToken(value: string | null | undefined): void {
  token = value ?? ''
}

/** The token of the enrolled gate device that this browser is; empty where people sign in. */
export function deviceToken(): string {
  return device
}

export function keepDeviceToken(value: string | null): void {
  device = value ?? ''
}

export function gatekeeper(): Gatekeeper | null {
  return keeper
}

export function setGatekeeper(value: Gatekeeper | null): void {
  keeper = value
}
