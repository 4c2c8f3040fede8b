/** Which files a file of a component library refers to, so that only what is used gets copied. */
import fs from 'node:fs'
import path from 'node:path'

const BY_KIND = {
  '.js': /(?:\bfrom|\bimport|\brequire\()\s*["']([^"']+)["']/g,
  '.wxs': /require\(\s*["']([^"']+)["']\s*\)/g,
  '.wxml': /<(?:import|include|wxs)\b[^>]*?\bsrc=["']([^"']+)["']/g,
  '.wxss': /@import\s+(?:url\()?["']([^"']+)["']/g,
}

/** What `source`, the text of a file with this extension, refers to, as written. */
export function namesIn(extension, source) {
  if (extension === '.json') return componentsIn(source)
  return BY_KIND[extension] ? [...source.matchAll(BY_KIND[extension])].map((match) => match[1]) : []
}

function componentsIn(source) {
  const { usingComponents = {}, componentGenerics = {} } = JSON.parse(source)
  const defaults = Object.values(componentGenerics).map((each) => each.default)
  return [...Object.values(usingComponents), ...defaults].filter(Boolean)
}

/** All files of the library at `root` that `entries` need, relative to it. Throws when one is not there. */
export function closure(root, entries) {
  const found = new Set()
  const visit = (file) => {
    if (found.has(file)) return
    found.add(file)
    const extension = path.extname(file)
    const source = fs.readFileSync(path.join(root, file), 'utf8')
    namesIn(extension, source).flatMap((name) => resolve(root, file, extension, name)).forEach(visit)
  }
  entries.flatMap((entry) => named(root, entry) ?? missing('the mini-program', entry)).forEach(visit)
  return [...found].sort()
}

function resolve(root, from, extension, name) {
  const bare = !/^[./]/.test(name)
  const target = bare && extension === '.js'
    ? path.posix.join('miniprogram_npm', name)
    : path.posix.join(path.posix.dirname(from), name)
  return named(root, target, extension) ?? missing(from, name)
}

const named = (root, target, extension) => (isFile(root, target) ? [target] : allOf(root, target, extension))

/** A script by its name without extension, or a component's four files. */
function allOf(root, target, extension = '.json') {
  const kinds = extension === '.json' ? ['.json', '.js', '.wxml', '.wxss'] : [extension]
  const found = kinds.map((kind) => target + kind).filter((file) => isFile(root, file))
  if (found.length > 0) return found
  return isFile(root, `${target}/index.js`) ? [`${target}/index.js`] : undefined
}

const isFile = (root, file) => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile()

function missing(from, name) {
  throw new Error(`${from} refers to ${name}, which is not there`)
}
