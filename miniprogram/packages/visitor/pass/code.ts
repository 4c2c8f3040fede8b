/** The rotating code, made on the phone as the server makes it: RFC 6238, HMAC-SHA-256, eight digits. */
import { sha256 } from 'js-sha256'

const DIGITS = 8
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 without padding, as the server gives a day's secret. */
export function bytesOf(base32: string): number[] {
  const bits = Array.from(base32, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))
}

/** RFC 4226 section 5.3 with SHA-256, as RFC 6238 allows. */
export function hotp(secret: number[], counter: number): string {
  const digest = sha256.hmac.array(secret, counterBytes(counter))
  const offset = (digest[digest.length - 1] ?? 0) & 0x0f
  const [first = 0, second = 0, third = 0, fourth = 0] = digest.slice(offset, offset + 4)
  const binary = (((first & 0x7f) << 24) | (second << 16) | (third << 8) | fourth) >>> 0
  return String(binary % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The number of the time step that `at` lies in, counted from the Unix epoch. */
export const stepOf = (at: number, stepSeconds: number): number => Math.floor(at / 1000 / stepSeconds)

/** What the QR code says. */
export const qrText = (number: string, code: string): string => `V1${number}${code}`

/** Eight bytes, the highest first. Shifts would cut the counter to 32 bits. */
function counterBytes(counter: number): number[] {
  return Array.from({ length: 8 }, (_, index) => Math.floor(counter / 256 ** (7 - index)) % 256)
}
