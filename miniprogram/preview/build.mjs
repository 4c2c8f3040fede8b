/** Builds the browser preview of the mini-program into preview/dist: the very files that WeChat gets. */
import fs from 'node:fs'
import path from 'node:path'
import esbuild from 'esbuild'
import { build as buildPackages } from '../tools/npm-build.mjs'
import { isMain, ownFiles, readJson, ROOT } from '../tools/project.mjs'
import { entrySource, sharedStyle } from './build/entry.mjs'
import { unitsOf } from './build/units.mjs'

const DESK = path.join(ROOT, 'preview/desk')
const DECODER = path.join(ROOT, 'preview/wx/decoder.ts')
const WASM = path.join(ROOT, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
const COMMON = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning' }

/** Build `root`'s mini-program into `target`. */
export async function build(root = ROOT, target = path.join(ROOT, 'preview/dist')) {
  await buildPackages(root)
  const app = readJson(path.join(root, 'app.json'))
  const theme = app.themeLocation ? readJson(path.join(root, app.themeLocation)) : {}
  const units = unitsOf(root, app)
  fs.rmSync(target, { recursive: true, force: true })
  fs.mkdirSync(target, { recursive: true })
  fs.writeFileSync(path.join(target, 'app.css'), sharedStyle(root, units))
  await bundle(root, target, entrySource(root, app, theme, units))
  copyPictures(root, target)
  return units.length
}

async function bundle(root, target, contents) {
  await esbuild.build({
    stdin: { contents, resolveDir: root, sourcefile: 'mini-program.js', loader: 'js' },
    outfile: path.join(target, 'phone.js'),
    ...COMMON, format: 'iife', keepNames: true, external: ['/decoder.js'],
    define: { 'process.env.NODE_ENV': '"production"' }, plugins: [packages(root)],
  })
  await esbuild.build({ ...COMMON, entryPoints: [path.join(DESK, 'desk.ts')], outfile: path.join(target, 'desk.js'), format: 'iife' })
  await esbuild.build({ ...COMMON, entryPoints: [DECODER], outfile: path.join(target, 'decoder.js'), format: 'esm' })
  copy(WASM, path.join(target, path.basename(WASM)))
}

/** As WeChat finds a package: in the nearest folder miniprogram_npm on the way up. */
function packages(root) {
  const preview = path.join(ROOT, 'preview') + path.sep
  const ofMiniProgram = (importer) => importer.startsWith(root) && !importer.startsWith(preview)
  return {
    name: 'miniprogram_npm',
    setup(builder) {
      builder.onResolve({ filter: /^[^./]/ }, ({ path: name, importer }) => {
        if (path.isAbsolute(name) || !importer || !ofMiniProgram(importer) || importer.includes(`${path.sep}node_modules${path.sep}`)) return undefined
        return { path: nearest(root, path.dirname(importer), name) }
      })
    },
  }
}

function nearest(root, folder, name) {
  for (let at = folder; at.startsWith(path.resolve(root)); at = path.dirname(at)) {
    const base = path.join(at, 'miniprogram_npm', name)
    const found = [base, `${base}.js`, path.join(base, 'index.js')].find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    if (found) return found
  }
  throw new Error(`miniprogram_npm has no ${name}`)
}

function copyPictures(root, target) {
  const ours = ownFiles(root).filter((file) => /\.(png|jpe?g|gif|svg|wav|mp3)$/.test(file))
  for (const file of ours) copy(path.join(root, file), path.join(target, file))
  for (const file of fs.readdirSync(DESK).filter((name) => !name.endsWith('.ts'))) copy(path.join(DESK, file), path.join(target, file))
}

function copy(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true })
  fs.copyFileSync(from, to)
}

if (isMain(import.meta)) console.log(`preview: ${await build()} pages and components`)
