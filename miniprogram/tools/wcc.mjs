/** Compiles every WXML, WXS and WXSS with WeChat's own wcc and wcsc: what they refuse, DevTools refuses. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isMain, packedFiles, report, ROOT } from './project.mjs'

const FOLDERS = { linux: 'linux', darwin: 'mac', win32: 'windows' }

/** What the compilers have to say about the files of `root`; nothing when all is well. */
export function complaints(root = ROOT) {
  const files = packedFiles(root)
  const markup = files.filter((file) => /\.(wxml|wxs)$/.test(file))
  const styles = files.filter((file) => file.endsWith('.wxss'))
  return [...run(root, 'wcc', '-d', markup), ...run(root, 'wcsc', '-lc', styles)]
}

function run(root, name, option, files) {
  if (files.length === 0) return []
  try {
    // Complaints about a page must be heard, what was compiled is of no interest.
    execFileSync(program(name), [option, ...files.map((file) => `./${file}`)], { cwd: root, maxBuffer: 1 << 28, stdio: 'pipe' })
    return []
  } catch (error) {
    return [`${name} refuses: ${String(error.stderr || error.message).trim()}`]
  }
}

/** npm unpacks the programs without the permission to run them. */
function program(name) {
  const folder = path.join(ROOT, 'node_modules/miniprogram-compiler/bin', FOLDERS[os.platform()])
  const file = path.join(folder, os.platform() === 'win32' ? `${name}.exe` : name)
  fs.chmodSync(file, 0o755)
  return file
}

if (isMain(import.meta)) report('wcc', complaints(), 'every WXML, WXS and WXSS compiles')
