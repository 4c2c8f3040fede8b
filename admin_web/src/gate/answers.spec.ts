import { expect, it } from 'vitest'
import { answerOf, tailOf, withAnswer, type Answer } from './answers'

const given = { code: 'x', gate_id: 'g', direction: 'in' as const, nonce: 'n1' }
const said = { passage_id: 'p', verdict: 'refuse', reason: 'unknown', message: '查无此码', visit: null, inside: false }
const answer = answerOf(given, said, new Date(0))

it('says no where the server says no', () => {
  expect(answer).toMatchObject({ admitted: false, message: '查无此码', who: '未识别' })
  expect(answerOf(given, { ...said, verdict: 'admit' }, new Date(0)).admitted).toBe(true)
})

it('keeps the last twelve, the newest first, a repeated one once', () => {
  let all: Answer[] = []
  for (let n = 0; n < 20; n++) all = withAnswer(all, { ...answer, nonce: String(n) })
  all = withAnswer(all, { ...answer, nonce: '15' })
  expect(all.map(({ nonce }) => nonce)).toEqual(['15', '19', '18', '17', '16', '14', '13', '12', '11', '10', '9', '8'])
})

it('shows the end of a masked number', () => expect(tailOf('1101**********0010')).toBe('0010'))
