/** The 18-character citizen identity number (GB 11643) and the cards that share its shape. */
import { fine, fold, wrong, type Checked } from './fold'

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)/
// Residence permits of Taiwan's residents begin with 83, foreigners' cards since December 2023 with 9.
const OTHERS = /^(830000|9)/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/** `today` as 2026-11-23: nobody is born later. */
export function checkResidentId(text: string, today: string): Checked {
  const number = fold(text)
  if (/^\d{15}$/.test(number)) return wrong('15位的第一代身份证已停用，请填写18位身份证号。')
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return wrong('请填写18位身份证号：前17位是数字，最后一位是数字或X。')
  if (!PROVINCES.test(number) && !OTHERS.test(number)) return wrong('请核对号码的前6位，没有这样的地区代码。')
  if (!isBirthDate(number.slice(6, 14), today)) return wrong('请核对号码的第7至14位，应是出生年月日。')
  if (number[17] !== checkCharacter(number)) return wrong('号码有误，请逐位核对后重新填写。')
  return fine(number)
}

/** ISO 7064 MOD 11-2 over the first seventeen digits. */
function checkCharacter(number: string): string {
  const total = WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(number[index]), 0)
  return CHECK_CHARACTERS.charAt(total % 11)
}

function isBirthDate(digits: string, today: string): boolean {
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const at = Date.parse(`${date}T00:00:00Z`)
  // An impossible day either does not parse or comes back as another one.
  const real = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === date
  return real && date >= '1900-01-01' && date <= today
}
