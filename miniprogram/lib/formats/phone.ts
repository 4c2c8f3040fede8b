/** Mobile numbers, as the server reads them. Loose on purpose: who owns a number is proved elsewhere. */
import { fine, fold, wrong, type Checked } from './fold'

const GENERAL = '请填写11位手机号；其他国家或地区的号码请以“+”和区号开头，例如+852。'

// Country code -> what follows it, and what to tell someone whose number does not fit.
const REGIONS: [string, RegExp, string][] = [
  ['+86', /^\+861[3-9]\d{9}$/, '请检查手机号：应为11位数字，以13至19开头。'],
  ['+852', /^\+852[4-9]\d{7}$/, '请检查香港手机号：+852之后应为8位数字，以4至9开头。'],
  ['+853', /^\+8536\d{7}$/, '请检查澳门手机号：+853之后应为8位数字，以6开头。'],
  ['+886', /^\+8869\d{8}$/, '请检查台湾手机号：+886之后应为9位数字，以9开头。'],
]

/** The number as E.164; a bare number of 11 digits is one of mainland China. */
export function checkPhone(text: string): Checked {
  const number = international(fold(text))
  if (!number) return wrong('请填写手机号。')
  const region = REGIONS.find(([country]) => number.startsWith(country))
  const [, pattern, hint] = region ?? ['', /^\+[1-9]\d{6,14}$/, GENERAL]
  return pattern.test(number) ? fine(number) : wrong(hint)
}

function international(folded: string): string {
  const number = folded.replace(/^00/, '+')
  if (/^\d{11}$/.test(number)) return `+86${number}`
  return number.replace(/^\+8860/, '+886')
}

/** A number (E.164) as people at home write it: 13800138000. */
export const domestic = (number: string): string => number.replace(/^\+86/, '')
