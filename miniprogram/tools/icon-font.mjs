/** The icon font: only the glyphs that are named somewhere, inside the style sheet instead of at an address. */
import zlib from 'node:zlib'
import { createFont } from 'fonteditor-core'

const RULE = /\.t-icon-([a-z0-9-]+):before\s*\{\s*content:\s*['"]\\([0-9A-Fa-f]+)['"];?\s*\}\s*/g
const FACE = /@font-face\s*\{[^}]*\}/

/** The icons a style sheet of TDesign knows: name -> code point. */
export function iconsOf(wxss) {
  return new Map([...wxss.matchAll(RULE)].map(([, name, code]) => [name, parseInt(code, 16)]))
}

/** Those of `names` that stand in quotes in one of the sources: attributes, and values in scripts. */
export function namedIn(sources, names) {
  const quoted = /(["'`])([a-z0-9-]+)(?=\1)/g
  const said = new Set(sources.flatMap((source) => [...source.matchAll(quoted)].map((match) => match[2])))
  return [...names].filter((name) => said.has(name))
}

/** The style sheet with the rules of `wanted` alone and their glyphs as a data URL. */
export function embedded(wxss, ttf, wanted) {
  const icons = new Map([...iconsOf(wxss)].filter(([name]) => wanted.includes(name)))
  const font = subset(ttf, icons).toString('base64')
  const face = `@font-face{font-family:t;src:url(data:font/woff;base64,${font}) format('woff');}`
  const rules = [...icons].map(([name, code]) => `.t-icon-${name}:before{content:'\\${code.toString(16).toUpperCase()}';}\n`)
  return wxss.replace(RULE, '').replace(FACE, () => face) + rules.join('')
}

/** A WOFF with these glyphs: found by name, at the code points the style sheet uses, which are not the font's own. */
function subset(ttf, icons) {
  const font = createFont(ttf, { type: 'ttf' })
  const data = font.get()
  const [blank, ...glyphs] = data.glyf
  const chosen = glyphs.filter((glyph) => icons.has(glyph.name))
  const missing = [...icons.keys()].filter((name) => !chosen.some((glyph) => glyph.name === name))
  if (missing.length > 0) throw new Error(`the icon font has no glyph for: ${missing.join(', ')}`)
  for (const glyph of chosen) glyph.unicode = [icons.get(glyph.name)]
  font.set({ ...data, glyf: [blank, ...chosen] })
  return font.write({ type: 'woff', toBuffer: true, deflate: (bytes) => [...zlib.deflateSync(Buffer.from(bytes))] })
}
