/** Vehicle plates (GA 36-2018). */
import { fine, fold, wrong, type Checked } from './fold'

const P = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
const L = '[A-HJ-NP-Z]'
const A = '[A-HJ-NP-Z0-9]'
const ORDINARY = new RegExp(`^${P}${L}${A}{5}$`)
const OTHERS = [
  `${P}${L}[A-HJK]${A}\\d{4}`,
  `${P}${L}\\d{5}[A-HJK]`,
  `粤Z${A}{4}[港澳]`,
  `${P}${L}${A}{4}[警学挂]`,
  '\\d{6}使|使\\d{6}',
  `${P}\\d{5}领|${P}${L}\\d{4}领`,
  `${P}[XS]\\d{4}应急`,
  `WJ${P}?\\d{4}${A}`,
  `${L}${L}\\d{5}`,
].map((form) => new RegExp(`^(${form})$`))
// Whoever begins like this means a mainland plate, so a slip is told rather than taken for a foreign plate.
const MEANT_AS_MAINLAND = new RegExp(`^(${P}|[港澳台])[A-Z]`)
const LONGEST_OTHER = 12
const MANY_LETTERS = 2

export function checkPlate(text: string): Checked {
  const plate = fold(text)
  if (!plate) return wrong('请填写车牌号。')
  if (OTHERS.some((form) => form.test(plate))) return fine(plate)
  if (ORDINARY.test(plate)) return fine(plate, remarkOn(plate))
  if (MEANT_AS_MAINLAND.test(plate)) {
    return wrong('请核对车牌号：例如京A12345，新能源车为8位；车牌中没有字母I和O。')
  }
  if (Array.from(plate).length > LONGEST_OTHER) return wrong('请填写车牌号，最多12个字。')
  return fine(plate, '这不是常见的车牌格式，到校时门岗会核对车辆。')
}

function remarkOn(plate: string): string {
  const letters = plate.slice(2).replace(/\d/g, '').length
  return letters > MANY_LETTERS ? '车牌中的字母较多，请再核对一遍。' : ''
}
