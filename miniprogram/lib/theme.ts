/** The school's colour and the person's text size, as variables on the root of every page. */
const DEFAULT_BRAND = '#0052d9'
const NORMAL_TEXT = 16
const LARGEST = 2

type Rgb = [number, number, number]

/** How much larger than usual the person reads, from WeChat's setting. At most double: more breaks every layout. */
export function textScale(fontSizeSetting: number | undefined): number {
  return Math.min(LARGEST, Math.max(1, (fontSizeSetting ?? NORMAL_TEXT) / NORMAL_TEXT))
}

/** The style of a page's root element. */
export function rootStyle(brand: string, scale: number, dark: boolean): string {
  const text = scale === 1 ? '' : `--text-scale:${scale};`
  return brand.toLowerCase() === DEFAULT_BRAND ? text : text + brandStyle(brand, dark)
}

function brandStyle(brand: string, dark: boolean): string {
  const colour = rgb(brand)
  const main = dark ? mix(colour, [255, 255, 255], 0.25) : colour
  const faint: Rgb = dark ? [36, 36, 36] : [255, 255, 255]
  return Object.entries({
    '--td-brand-color': main,
    '--td-brand-color-active': mix(main, [0, 0, 0], 0.2),
    '--td-brand-color-disabled': mix(main, faint, 0.6),
    '--td-brand-color-focus': mix(main, faint, 0.9),
    '--td-brand-color-light': mix(main, faint, 0.92),
    '--td-brand-color-light-active': mix(main, faint, 0.82),
    '--td-text-color-brand': main,
    '--td-text-color-link': main,
  })
    .map(([name, value]) => `${name}:rgb(${value.join(',')});`)
    .join('')
}

function rgb(hex: string): Rgb {
  const [red = '00', green = '00', blue = '00'] = hex.slice(1).match(/../g) ?? []
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)]
}

function mix([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  const blend = (one: number, other: number): number => Math.round(one * (1 - share) + other * share)
  return [blend(r, r2), blend(g, g2), blend(b, b2)]
}
