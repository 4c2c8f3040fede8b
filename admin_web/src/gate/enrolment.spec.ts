import { expect, it } from 'vitest'
import { codeIn } from './enrolment'

it.each([
  ['https://school.example/gate#enrol=ABCD23456789', 'ABCD23456789'],
  ['#enrol=abcd-2345-6789', 'abcd-2345-6789'],
  [' ABCD 2345 6789 ', 'ABCD 2345 6789'],
  ['#other', ''],
  ['', ''],
])('%j holds the code %j', (text, code) => expect(codeIn(text)).toBe(code))
