import { expect, it } from 'vitest'
import { useKeyset, type Slice } from './paging'

const pages: Record<string, Slice<string>> = {
  first: { items: ['a'], next: 'p2' },
  p2: { items: ['b'], next: 'p3' },
  p3: { items: ['c'], next: null },
}
const read = (after?: string): Promise<Slice<string>> => Promise.resolve(pages[after ?? 'first'] as Slice<string>)

it('goes forward by the server’s word and back by its own memory', async () => {
  const list = useKeyset(read)
  await list.restart()
  await list.next()
  await list.next()
  expect([list.rows.value, list.pageNumber.value, list.hasNext.value]).toEqual([['c'], 3, false])
  await list.previous()
  expect([list.rows.value, list.pageNumber.value]).toEqual([['b'], 2])
  await list.reload()
  expect(list.rows.value).toEqual(['b'])
  await list.restart()
  expect([list.rows.value, list.hasPrevious.value]).toEqual([['a'], false])
})

it('drops the answer to an overtaken question', async () => {
  const answers: ((slice: Slice<string>) => void)[] = []
  const list = useKeyset<string>(() => new Promise((resolve) => answers.push(resolve)))
  const slow = list.restart()
  const fast = list.restart()
  answers[1]?.({ items: ['new'], next: null })
  await fast
  answers[0]?.({ items: ['old'], next: 'x' })
  await slow
  expect([list.rows.value, list.hasNext.value, list.loading.value]).toEqual([['new'], false, false])
})

it('keeps what it has when a page cannot be read', async () => {
  let away = false
  const list = useKeyset((after) => (away ? Promise.reject(new TypeError('away')) : read(after)))
  await list.restart()
  away = true
  await list.next()
  expect([list.rows.value, list.pageNumber.value, list.error.value?.code]).toEqual([['a'], 1, 'network'])
  away = false
  await list.reload()
  expect(list.error.value).toBeNull()
})
