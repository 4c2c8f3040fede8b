/** Names of persons, in every script; lengths are counted in code points, so rare characters count once. */
import { fine, wrong, type Checked } from './fold'

const LONGEST = 100
// Invisible, but part of how some scripts are spelled: kept. Everything else invisible goes.
const INVISIBLE = /(?![\u200c\u200d])\p{Cf}/gu

export function checkName(text: string): Checked {
  const decomposed = text.normalize('NFKD').replace(/[\u2022\u30fb]/g, '·').trim()
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(decomposed)) return wrong('姓名中有无法显示的字符，请删去后重新填写。')
  const name = decomposed.replace(INVISIBLE, '').normalize('NFC').replace(/\s+/g, ' ').trim()
  if (!name) return wrong('请填写姓名。')
  if (Array.from(name).length > LONGEST) return wrong('姓名最多100个字，请缩短后重新填写。')
  if (/^[\p{N}\p{P}\p{S}\p{Z}\p{M}]+$/u.test(name)) return wrong('请填写证件上的姓名，不能只有数字或符号。')
  return fine(name)
}
