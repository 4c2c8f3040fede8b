/** The school as the server wrote it into the page: name, brand colour, time zone. */

export interface School {
  name: string
  color: string
  timezone: string
}

function read(): School {
  const said = document.querySelector<HTMLMetaElement>('meta[name="school"]')
  return {
    name: said?.content ?? '学校',
    color: said?.dataset.color ?? '#0052D9',
    timezone: said?.dataset.timezone ?? 'Asia/Shanghai',
  }
}

export const school = read()

/** TDesign's ten steps of the brand colour, lightest first: the share of the colour in white, then of black in it. */
const LIGHT = [8, 15, 32, 50, 66, 94]
const DARK = [18, 34, 48]

/** Tint everything with the school's colour. */
export function applyBrand(color: string, style: CSSStyleDeclaration): void {
  LIGHT.forEach((share, step) => {
    style.setProperty(`--td-brand-color-${step + 1}`, `color-mix(in srgb, ${color} ${share}%, #fff)`)
  })
  style.setProperty('--td-brand-color-7', color)
  DARK.forEach((share, step) => {
    style.setProperty(`--td-brand-color-${step + 8}`, `color-mix(in srgb, #000 ${share}%, ${color})`)
  })
}
