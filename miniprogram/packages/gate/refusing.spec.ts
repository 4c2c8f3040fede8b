import { expect, it, vi } from 'vitest'
import { fakeWx, refusal, type Reply } from '../../testing/fake-wx'
import { visitCard } from '../../testing/sample-visit'
import { turnAway } from './refusing'
import { type Verdict, verdictOf } from './scan/model'

vi.mock('./signal', () => ({ signal: vi.fn() }))

const ADMITTED = { passage_id: 'p1', verdict: 'admit', reason: null, message: '放行，已登记入校。', visit: visitCard(), inside: true } as const

function shown(reply: Reply) {
  const { asked, wx } = fakeWx(() => reply)
  const showModal = vi.fn()
  Object.assign(wx, { showModal })
  const data = { verdict: verdictOf(ADMITTED, 'in', Date.now()) as Verdict | null, working: false }
  return { asked, showModal, data, setData: (changed: Partial<typeof data>) => void Object.assign(data, changed) }
}

it('tells the server why, and shows the answer that stands now', async () => {
  const page = shown({ status: 200, body: {} })
  expect(await turnAway(page, '不是本人')).toBe(page.data.verdict)
  expect(page.asked.map(({ url, data }) => [url.replace(/.*\/gate/, '/gate'), data])).toEqual([['/gate/passages/p1/refuse', { reason: '不是本人' }]])
  expect(page.data).toMatchObject({ working: false, verdict: { admitted: false, word: '不放行', message: '不是本人' } })
})

it.each([refusal(409, 'passage_stands'), 'lost'] as const)('leaves the green answer, and says so, after %o', async (reply) => {
  const page = shown(reply)
  expect(await turnAway(page, '不是本人')).toBeNull()
  expect(page.showModal).toHaveBeenCalledWith(expect.objectContaining({ title: '没有改为不放行' }))
  expect(page.data).toMatchObject({ working: false, verdict: { admitted: true, mayRefuse: true } })
})
