/** The school's name, colour and clock, remembered from the last launch until the server has said them again. */
import { readSchool } from '../api/school'
import type { School } from '../api/types'
import { load, save } from './storage'
import { rootStyle, textScale } from './theme'
import { useOffset } from './time'

const UNKNOWN: School = { name: '学校访客预约', brand_color: '#0052D9', utc_offset_minutes: 480 }

let reading: Promise<School> | null = null

/** What is known now, without waiting. */
export function knownSchool(): School {
  return load<School>('school') ?? UNKNOWN
}

/** The school as the server says it, asked once per launch. Throws Problem; the next call asks again. */
export function school(): Promise<School> {
  reading ??= read().catch((thrown) => {
    reading = null
    throw thrown
  })
  return reading
}

/** The style for the root element of a page. */
export function pageStyle(): string {
  const { fontSizeSetting, theme } = wx.getAppBaseInfo()
  return rootStyle(knownSchool().brand_color, textScale(fontSizeSetting), theme === 'dark')
}

async function read(): Promise<School> {
  const answer = await readSchool()
  save('school', answer)
  useOffset(answer.utc_offset_minutes)
  return answer
}
