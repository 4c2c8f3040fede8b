import { describe, expect, it } from 'vitest'
import { bytesOf, hotp, qrText, stepOf } from './code'

// RFC 6238 appendix B, the rows for SHA-256: seconds since the epoch, and the code of that moment.
const SEED = Array.from('12345678901234567890123456789012', (letter) => letter.charCodeAt(0))

describe('the code', () => {
  it.each([
    [59, '46119246'],
    [1111111109, '68084774'],
    [1111111111, '67062674'],
    [1234567890, '91819424'],
    [2000000000, '90698825'],
    [20000000000, '77737706'],
  ])('at %i s is %s', (seconds, code) => expect(hotp(SEED, stepOf(seconds * 1000, 30))).toBe(code))

  it('keeps its noughts', () => {
    const codes = Array.from({ length: 200 }, (_, counter) => hotp(SEED, counter))
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true)
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  })

  it('changes at the step’s first second', () => {
    expect([29_999, 30_000, 59_999, 60_000].map((at) => stepOf(at, 30))).toEqual([0, 1, 1, 2])
  })
})

it('reads a secret as the server writes it', () => {
  expect(String.fromCharCode(...bytesOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'))).toBe('12345678901234567890')
})

it('says pass and code in what QR’s alphanumeric set has', () => {
  expect(qrText('ABCDEFGHJK', '12345678')).toBe('V1ABCDEFGHJK12345678')
})
