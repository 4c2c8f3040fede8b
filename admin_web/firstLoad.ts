/** Fails a build whose screens would make a browser load more JavaScript than we allow before they can be used. */
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What we allow: 300 KB, as they go over the wire. */
export const MOST_BYTES = 300 * 1024

/** As much of a built chunk as matters here. */
export interface Chunk {
  fileName: string
  name: string
  code: string
  imports: string[]
  isEntry: boolean
  facadeModuleId: string | null
}

/** Page or screen -> gzipped bytes of its entry, itself and all they import, each file counted once. */
export function firstLoads(chunks: readonly Chunk[]): Map<string, number> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const sizes = new Map(chunks.map(({ fileName, code }) => [fileName, gzipSync(code).length]))
  const frame = chunks.filter(({ isEntry, name }) => isEntry && name === 'index')
  const screens = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith('Page.vue'))
  const pages = chunks.filter(({ isEntry }) => isEntry)
  const bytesOf = (from: readonly Chunk[]): number =>
    [...closure(from, byName)].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
  return new Map([
    ...pages.map((page) => [page.name, bytesOf([page])] as const),
    ...screens.map((screen) => [screen.facadeModuleId ?? '', bytesOf([...frame, screen])] as const),
  ])
}

function closure(from: readonly Chunk[], byName: ReadonlyMap<string, Chunk>): Set<string> {
  const needed = new Set<string>()
  const open = from.map(({ fileName }) => fileName)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue
    needed.add(name)
    open.push(...(byName.get(name)?.imports ?? []))
  }
  return needed
}

export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const loads = [...firstLoads(chunks)].sort(([, one], [, other]) => other - one)
      const [largest, bytes] = loads[0] ?? ['', 0]
      const said = `first load: at most ${Math.round(bytes / 1024)} KB of JavaScript, gzipped (${largest.split('/').pop()})`
      if (!bytes || bytes > MOST_BYTES) this.error(`${said}; allowed are ${MOST_BYTES / 1024} KB`)
      this.info(said)
    },
  }
}
