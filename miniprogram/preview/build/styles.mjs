/** Turns WXSS into CSS: rpx, vh of the page instead of the window, tags, and class names kept to their component. */
import fs from 'node:fs'
import path from 'node:path'
import postcss from 'postcss'
import { PROVIDED } from './tags.mjs'

const IMPORT = /@import\s+(?:url\()?['"](.+?)['"]\)?;?/g

/** The CSS of a WXSS file, empty when there is none; `scope` is put before every class name. */
export function compileStyle(root, file, scope = '') {
  const tree = postcss.parse(withImports(root, file), { from: file })
  tree.walkDecls((declaration) => {
    declaration.value = units(declaration.value)
  })
  tree.walkRules((rule) => {
    if (!insideKeyframes(rule)) rule.selector = selector(rule.selector, scope, file)
  })
  return tree.toString()
}

function withImports(root, file) {
  const full = path.join(root, file)
  if (!fs.existsSync(full)) return ''
  return fs.readFileSync(full, 'utf8').replace(IMPORT, (_, name) => {
    const other = name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(file), name)
    return withImports(root, other)
  })
}

/** rpx and vh by custom properties that phone.css sets; data URLs stay as they are. */
export function units(value) {
  if (value.includes('data:')) return value
  return value
    .replace(/(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, 'calc(var(--rpx) * $1)')
    .replace(/(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))vh\b/g, 'calc(var(--vh) * $1)')
}

function selector(text, scope, file) {
  if (/#[a-zA-Z]/.test(text)) throw new Error(`${file}: use classes, ids are not known in ${text}`)
  const scoped = scope ? text.replace(/\.(-?[A-Za-z_][\w-]*)/g, `.${scope}--$1`) : text
  const tag = new RegExp(`(^|[\\s,>+~(])(${PROVIDED.join('|')}|page)(?=$|[\\s,>+~:.)\\[])`, 'g')
  return scoped.replace(tag, '$1wx-$2').replace(/:host\b/g, `[wx-host="${scope}"]`)
}

const insideKeyframes = (rule) => rule.parent.type === 'atrule' && /keyframes$/.test(rule.parent.name)
