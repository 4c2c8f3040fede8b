/** Builds miniprogram_npm: of TDesign the components our files name, of other packages one bundle per import. */
import fs from 'node:fs'
import path from 'node:path'
import esbuild from 'esbuild'
import { embedded, iconsOf, namedIn } from './icon-font.mjs'
import { isMain, ownFiles, readJson, ROOT } from './project.mjs'
import { closure, namesIn } from './references.mjs'

const TDESIGN = 'tdesign-miniprogram'
const LIBRARY = path.join(ROOT, 'node_modules', TDESIGN, 'miniprogram_dist')
const ICON_FONT = path.join(ROOT, 'node_modules/tdesign-icons-web-components/esm/iconfont/t.ttf')
const ICON_SHEET = 'icon/icon.wxss'

/** What our files take from packages: `tdesign-miniprogram/button/button`, `qrcode-generator` and the like. */
export function packageNames(root) {
  const packages = Object.keys(readJson(path.join(root, 'package.json')).dependencies)
  const names = ownFiles(root).flatMap((file) => {
    const source = fs.readFileSync(path.join(root, file), 'utf8')
    return namesIn(file.endsWith('.ts') ? '.js' : path.extname(file), source)
  })
  const plain = names.map((name) => name.replace(/^.*miniprogram_npm\//, ''))
  const ofPackage = (name) => packages.some((each) => name === each || name.startsWith(`${each}/`))
  return [...new Set(plain.filter(ofPackage))].sort()
}

/** Build into `root`/miniprogram_npm; returns how many files of TDesign and which bundles. */
export async function build(root = ROOT) {
  const target = path.join(root, 'miniprogram_npm')
  fs.rmSync(target, { recursive: true, force: true })
  const names = packageNames(root)
  const inTDesign = (name) => name.startsWith(`${TDESIGN}/`)
  const files = closure(LIBRARY, names.filter(inTDesign).map((name) => name.slice(TDESIGN.length + 1)))
  for (const file of files) copy(path.join(LIBRARY, file), path.join(target, TDESIGN, file))
  if (files.includes(ICON_SHEET)) embedIcons(root, files)
  const bundles = names.filter((name) => !inTDesign(name))
  for (const name of bundles) await bundle(root, name)
  return { files: files.length, bundles }
}

function copy(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true })
  fs.copyFileSync(from, to)
}

function embedIcons(root, files) {
  const sheet = path.join(root, 'miniprogram_npm', TDESIGN, ICON_SHEET)
  const wxss = fs.readFileSync(sheet, 'utf8')
  const ours = ownFiles(root).map((file) => path.join(root, file))
  const theirs = files.map((file) => path.join(LIBRARY, file))
  const sources = [...ours, ...theirs].filter((file) => /\.(ts|js|wxml|json)$/.test(file))
  const wanted = namedIn(sources.map((file) => fs.readFileSync(file, 'utf8')), iconsOf(wxss).keys())
  fs.writeFileSync(sheet, embedded(wxss, fs.readFileSync(ICON_FONT), wanted))
}

/** Branches for Node lead nowhere in WeChat, whose tools would look for the modules they name. */
const withoutNode = {
  name: 'without-node',
  setup(builder) {
    builder.onResolve({ filter: /^(node:)?(crypto|buffer)$/ }, ({ path: name }) => ({ path: name, namespace: 'nothing' }))
    builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** WeChat looks `pkg/sub` up at miniprogram_npm/pkg/sub/index.js, after sub.js. */
async function bundle(root, name) {
  const outfile = path.join(root, 'miniprogram_npm', name.endsWith('.js') ? name : `${name}/index.js`)
  await esbuild.build({
    stdin: { contents: `module.exports = require(${JSON.stringify(name)})`, resolveDir: ROOT },
    outfile, bundle: true, format: 'cjs', platform: 'neutral', mainFields: ['main', 'module'], target: 'es2018',
    minify: true, logLevel: 'error', plugins: [withoutNode],
  })
}

if (isMain(import.meta)) {
  const { files, bundles } = await build()
  console.log(`miniprogram_npm: ${files} files of TDesign, ${bundles.join(', ') || 'no other package'}`)
}
