/** How large WeChat's packages become, and house rules that a glance at a file decides. */
import fs from 'node:fs'
import path from 'node:path'
import { isMain, ownFiles, packedFiles, readJson, report, ROOT, subpackageRoots } from './project.mjs'

const MAIN_BYTES = 1024 * 1024
const SUBPACKAGE_BYTES = 2 * 1024 * 1024
const MOST_LINES = 300
/** A picture, font or style sheet from an address; a page link in a comment is none. */
const REMOTE = /(?:url\(\s*["']?|\bsrc=["']|@import\s+["'])(https?:)?\/\/[^\s"')]*/

/** Bytes of every package, the main one under ''. Scripts count before minifying, so WeChat's are smaller. */
export function packageSizes(root = ROOT) {
  const roots = subpackageRoots(readJson(path.join(root, 'app.json')))
  const sizes = new Map(['', ...roots].map((name) => [name, 0]))
  for (const file of packedFiles(root)) {
    const owner = roots.find((each) => file.startsWith(`${each}/`)) ?? ''
    sizes.set(owner, sizes.get(owner) + fs.statSync(path.join(root, file)).size)
  }
  return sizes
}

/** A sentence for every package that is too large. */
export function tooLarge(sizes) {
  return [...sizes]
    .map(([name, bytes]) => ({ name: name || 'the main package', bytes, most: name ? SUBPACKAGE_BYTES : MAIN_BYTES }))
    .filter(({ bytes, most }) => bytes >= most)
    .map(({ name, bytes, most }) => `${name} has ${kilobytes(bytes)}, it must stay below ${kilobytes(most)}`)
}

/** A sentence for every markup or style file that loads something from an address. */
export function remote(root = ROOT) {
  return packedFiles(root)
    .filter((file) => /\.(wxml|wxss)$/.test(file))
    .map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8').match(REMOTE)?.[0]])
    .filter(([, found]) => found)
    .map(([file, found]) => `${file} loads from an address: ${found}`)
}

/** A sentence for every file of ours that has grown too long to read. */
export function tooLong(root = ROOT) {
  return ownFiles(root)
    .map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8').split('\n').length - 1])
    .filter(([file, lines]) => lines > MOST_LINES && !file.endsWith('package-lock.json'))
    .map(([file, lines]) => `${file} has ${lines} lines, more than ${MOST_LINES}`)
}

/** A sentence for every template of ours with the browser's `role`: WeChat's attribute is `aria-role`. */
export function foreignRoles(root = ROOT) {
  return ownFiles(root)
    .filter((file) => file.endsWith('.wxml') && /\srole=/.test(fs.readFileSync(path.join(root, file), 'utf8')))
    .map((file) => `${file} says role=, which WeChat does not know: write aria-role=`)
}

const kilobytes = (bytes) => `${Math.ceil(bytes / 1024)} KB`

if (isMain(import.meta)) {
  const sizes = packageSizes()
  const fine = [...sizes].map(([name, bytes]) => `${name || 'main'} ${kilobytes(bytes)}`).join(', ')
  report('size', [...tooLarge(sizes), ...remote(), ...tooLong(), ...foreignRoles()], fine)
}
