/** Where the mini-program stands, and which of its files WeChat would pack. */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.dirname(import.meta.dirname)
const NEVER = ['node_modules', '.git']
const PACKED = /\.(ts|js|wxs|wxml|wxss|json|png|jpe?g|gif|svg|wav|mp3)$/

export const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'))

/** Every file below `folder`, relative to it, with forward slashes. */
export function filesBelow(folder) {
  const found = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NEVER.includes(entry.name)) return []
    if (!entry.isDirectory()) return [entry.name]
    return filesBelow(path.join(folder, entry.name)).map((each) => `${entry.name}/${each}`)
  })
  return found.sort()
}

/** The files that go to WeChat: all but what `packOptions.ignore` of project.config.json leaves out. */
export function packedFiles(root = ROOT) {
  const ignored = (readJson(path.join(root, 'project.config.json')).packOptions?.ignore ?? []).map(rule)
  return filesBelow(root).filter((file) => PACKED.test(file) && !ignored.some((matches) => matches(file)))
}

function rule({ type, value }) {
  const plain = value.replace(/^\.?\//, '').replace(/\/$/, '')
  const rules = {
    folder: (file) => file.startsWith(`${plain}/`),
    file: (file) => file === plain,
    suffix: (file) => file.endsWith(value),
    prefix: (file) => path.posix.basename(file).startsWith(value),
    regexp: (file) => new RegExp(value).test(file),
    glob: (file) => pattern(value).test(file),
  }
  if (!rules[type]) throw new Error(`project.config.json: packOptions.ignore of type "${type}" is not understood`)
  return rules[type]
}

/** `**` spans folders, `*` stays within one. */
function pattern(glob) {
  const plain = glob.replace(/[.+^$()|[\]{}]/g, '\\$&')
  return new RegExp(`^${plain.replaceAll('**/', '\u0000').replaceAll('*', '[^/]*').replaceAll('\u0000', '(?:.*/)?')}$`)
}

/** Our own files: what WeChat packs without the generated packages. */
export function ownFiles(root = ROOT) {
  return packedFiles(root).filter((file) => !file.startsWith('miniprogram_npm/'))
}

/** The subpackages of app.json: their roots, without a slash at the end. */
export function subpackageRoots(app) {
  return (app.subPackages ?? app.subpackages ?? []).map((each) => each.root.replace(/\/$/, ''))
}

/** The paths of all pages, as app.json names them, without extension. */
export function pagesOf(app) {
  const inSubpackages = (app.subPackages ?? app.subpackages ?? []).flatMap((each) =>
    each.pages.map((page) => path.posix.join(each.root, page)),
  )
  return [...app.pages, ...inSubpackages]
}

/** Print what is wrong and end with 1; with nothing wrong, print `fine`. */
export function report(name, problems, fine) {
  if (problems.length === 0) return console.log(`${name}: ${fine}`)
  for (const problem of problems) console.error(`${name}: ${problem}`)
  process.exitCode = 1
}

/** Whether this module was started as the program, not imported. */
export const isMain = (meta) => process.argv[1] === fileURLToPath(meta.url)
