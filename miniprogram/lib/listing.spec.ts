import { beforeEach, expect, test, vi } from 'vitest'
import { goOn, type Listed } from './listing'
import { Problem } from './problem'

const toast = vi.fn()

beforeEach(() => {
  toast.mockClear()
  vi.stubGlobal('wx', { showToast: toast })
})

function pageOf(data: Listed<string>) {
  return { data, setData: (changed: Partial<Listed<string>>) => Object.assign(data, changed) }
}

test('the next rows stand behind those shown', async () => {
  const page = pageOf({ rows: ['a'], next: 'n1' })
  await goOn(page, async (after) => ({ rows: [after], next: null }), () => true)
  expect(page.data).toEqual({ rows: ['a', 'n1'], next: null })
})

test('at the end nothing is asked', async () => {
  const read = vi.fn()
  await goOn(pageOf({ rows: ['a'], next: null }), read, () => true)
  expect(read).not.toHaveBeenCalled()
})

test('an answer for a list that was left is dropped', async () => {
  const page = pageOf({ rows: ['a'], next: 'n1' })
  await goOn(page, async () => ({ rows: ['b'], next: 'n2' }), () => false)
  expect(page.data).toEqual({ rows: ['a'], next: null })
})

test('after a failure one can go on from the same place', async () => {
  const page = pageOf({ rows: ['a'], next: 'n1' })
  const refuse = () => Promise.reject(new Problem({ status: 500, code: 'internal', detail: '系统出错了。' }))
  await goOn(page, refuse, () => true)
  expect(page.data).toEqual({ rows: ['a'], next: 'n1' })
  expect(toast).toHaveBeenCalledWith({ title: '系统出错了。', icon: 'none' })
})
