import { expect, it } from 'vitest'
import { fakeWx, refusal } from '../testing/fake-wx'
import { ask } from './subscribe'

interface Panel {
  tmplIds: string[]
  success: (said: Record<string, string>) => void
  fail: () => void
}

it('asks for at most three and reports the answers, template by template', async () => {
  const { asked, wx } = fakeWx(() => ({ status: 204 }))
  wx.requestSubscribeMessage.mockImplementation(({ tmplIds, success }: Panel) => {
    success({ ...Object.fromEntries(tmplIds.map((id) => [id, 'accept'])), b: 'reject', errMsg: 'ok' })
  })
  await ask(['a', 'b', 'c', 'd'])
  expect(asked[0]?.data).toEqual({ results: { a: 'accept', b: 'reject', c: 'accept' } })
})

it('opens no panel where there is nothing to ask', async () => {
  const { wx } = fakeWx(() => ({ status: 204 }))
  await ask([])
  expect(wx.requestSubscribeMessage).not.toHaveBeenCalled()
})

it('never stops the act that asked', async () => {
  const { asked, wx } = fakeWx(() => refusal(500, 'internal_error'))
  wx.requestSubscribeMessage.mockImplementation(({ fail }: Panel) => fail())
  await ask(['a'])
  expect(asked).toHaveLength(0)
  wx.requestSubscribeMessage.mockImplementation(({ success }: Panel) => success({ a: 'accept' }))
  await ask(['a'])
  expect(asked).toHaveLength(1)
})
