import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { firstLoads, type Chunk } from './firstLoad.ts'

const chunk = (fileName: string, imports: string[], over: Partial<Chunk> = {}): Chunk => ({
  fileName,
  name: fileName.replace('.js', ''),
  code: `/* ${fileName} */`.repeat(50),
  imports,
  isEntry: false,
  facadeModuleId: null,
  ...over,
})
const size = ({ code }: Chunk): number => gzipSync(code).length

it('counts the entry, the screen and what both import, each once, and nothing that is loaded later', () => {
  const shared = chunk('shared.js', ['deep.js'])
  const deep = chunk('deep.js', ['shared.js'])
  const entry = chunk('index.js', ['shared.js'], { isEntry: true })
  const screen = chunk('list.js', ['shared.js'], { facadeModuleId: '/src/visits/VisitListPage.vue' })
  const later = chunk('drawer.js', [], { facadeModuleId: '/src/invitations/InviteDrawer.vue' })
  const desk = chunk('gate.js', ['deep.js'], { isEntry: true })
  const sum = (...parts: Chunk[]): number => parts.map(size).reduce((one, other) => one + other)
  expect(Object.fromEntries(firstLoads([entry, screen, shared, deep, later, desk]))).toEqual({
    index: sum(entry, shared, deep),
    gate: sum(desk, deep, shared),
    '/src/visits/VisitListPage.vue': sum(entry, screen, shared, deep),
  })
})
