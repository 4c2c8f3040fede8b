/** The rotating code, as server/passes/code.py: RFC 6238 with HMAC-SHA-256 and 8 digits. */

const DIGITS = 8
const QR = /^V1([0-9A-Z]{10})([0-9]{8})$/
const SHORT = /^[0-9A-Z]{8}$/
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What was read: a pass number with a code, or a short code a person typed. */
export type Read = { kind: 'code'; number: string; code: string } | { kind: 'short'; short: string }

/** What was scanned or typed; null when it is neither of our forms. */
export function read(text: string): Read | null {
  const folded = text.replace(/[\s-]/g, '').toUpperCase()
  const [, number, code] = QR.exec(folded) ?? []
  if (number && code) return { kind: 'code', number, code }
  return SHORT.test(folded) ? { kind: 'short', short: folded } : null
}

/** A secret from its base32 form, without padding. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of text) {
    held = (held << 5) | BASE32.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >>> bits) & 0xff)
    held &= (1 << bits) - 1
  }
  return new Uint8Array(bytes)
}

/** RFC 4226 section 5.3 with SHA-256: the code of time step `counter`. */
export async function hotp(key: CryptoKey, counter: number): Promise<string> {
  const message = new DataView(new ArrayBuffer(8))
  message.setBigUint64(0, BigInt(counter))
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, message))
  const offset = digest.getUint8(digest.byteLength - 1) & 0x0f
  return String((digest.getUint32(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The time step a moment (ms) lies in, counted from the Unix epoch. */
export const stepOf = (at: number, seconds: number): number => Math.floor(at / 1000 / seconds)

export const keyOf = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase32(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

/** The first of `steps` whose code under one of the secrets is `code`; null when none is. */
export async function stepWith(code: string, secrets: string[], steps: number[]): Promise<number | null> {
  const keys = await Promise.all(secrets.map(keyOf))
  for (const step of steps) {
    for (const key of keys) if ((await hotp(key, step)) === code) return step
  }
  return null
}

/** The steps at most `skew` away, the nearest first. */
export function stepsAround(step: number, skew: number): number[] {
  const all = [step]
  for (let n = 1; n <= skew; n++) all.push(step - n, step + n)
  return all
}
