/** The tags a template may use: ours by the file that provides each, and those the compiler itself understands. */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../tools/project.mjs'

const FOLDER = path.join(ROOT, 'preview/elements')

/** Built-in tags, each provided by the file of that name in elements/. */
export const PROVIDED = fs
  .readdirSync(FOLDER)
  .filter((name) => /^[a-z-]+\.ts$/.test(name))
  .map((name) => name.slice(0, -3))

const COMPILED = ['block', 'template', 'import', 'include', 'wxs', 'slot']

/** The tags of `wxml` that nobody provides. */
export function unknownTags(wxml, using) {
  const without = wxml.replace(/<!--[\s\S]*?-->/g, '').replace(/<wxs\b[^>]*>[\s\S]*?<\/wxs>/g, '')
  const used = new Set([...without.matchAll(/<([a-zA-Z][\w-]*)/g)].map((match) => match[1]))
  return [...used].filter((tag) => ![...PROVIDED, ...COMPILED, ...using].includes(tag))
}

/** `wxml` with our tags renamed, since a browser has an <input>, too, and events written the long way. */
export function renamed(wxml) {
  const ours = new RegExp(`<(/?)(${[...PROVIDED].sort((a, b) => b.length - a.length).join('|')})(?=[\\s/>])`, 'g')
  return wxml.replace(ours, '<$1wx-$2').replace(/(\s(?:capture-|mut-)?(?:bind|catch))([a-z][\w-]*)(?==)/g, '$1:$2')
}
