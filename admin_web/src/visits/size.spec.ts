import { expect, it } from 'vitest'
import { sayBytes } from './size'

it.each([[1, '1 KB'], [12_000, '12 KB'], [3_440_000, '3.4 MB']])('%d is %s', (bytes, said) => {
  expect(sayBytes(bytes)).toBe(said)
})
