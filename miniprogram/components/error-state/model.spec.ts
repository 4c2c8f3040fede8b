import { expect, it } from 'vitest'
import { errorView } from './model'

it('offers to try again only where that may help', () => {
  expect(errorView({ status: 0, detail: '' }).retry).toBe('重新加载')
  expect(errorView({ status: 503, detail: '' }).retry).toBe('重新加载')
  expect(errorView({ status: 404, detail: '' }).retry).toBe('')
  expect(errorView({ status: 403, detail: '' }).retry).toBe('')
})

it('repeats the sentence of the server', () => {
  expect(errorView({ status: 500, detail: '系统出错了' }).detail).toBe('系统出错了')
})
