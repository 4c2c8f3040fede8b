/** Tells the gate desk's service worker which built files its shell is made of. */
import type { Plugin } from 'vite'

/** Where the worker stands: below the only address it may look after. */
export const WORKER = 'gate/worker.js'
const PLACE = '__GATE_SHELL__'
const ALSO = ['/gate/manifest.webmanifest', '/gate/icon-192.png']

interface Chunk {
  type: 'chunk'
  name: string
  code: string
  imports: string[]
  dynamicImports: string[]
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> }
}

/** Write the list of the shell's files into the worker; any change of them makes it another worker. */
export function gateShell(): Plugin {
  return {
    name: 'gate-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = new Map(Object.entries(bundle) as [string, Chunk][])
      const files = [...filesOf('gate', chunks)].sort().map((file) => `/${file}`)
      const worker = chunks.get(WORKER)
      if (!worker?.code.includes(PLACE)) throw new Error('the service worker has no place for its list')
      worker.code = worker.code.replace(PLACE, [...files, ...ALSO].join(' '))
    },
  }
}

/** Everything that the entry called `name` may load, now or later. */
function filesOf(name: string, chunks: Map<string, Chunk>): Set<string> {
  const found = new Set<string>()
  const visit = (file: string): void => {
    const chunk = chunks.get(file)
    if (found.has(file) || !chunk) return
    found.add(file)
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
  }
  for (const [file, chunk] of chunks) if (chunk.type === 'chunk' && chunk.name === name && file !== WORKER) visit(file)
  return found
}
