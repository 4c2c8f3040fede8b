import { expect, it } from 'vitest'
import { fromDesk, recordOf, tailOf, withAnswer, type Answer, type Asking } from './answers'
import { PASS, SNAPSHOT } from './offline/sample'

const AT = new Date('2026-11-23T07:00:00Z')
const ASKING: Asking = {
  ...{ shown: { code: 'x' }, gate_id: 'east', direction: 'in', companions: [0], companions_present: 1 },
  ...{ override: null, manual: null },
}
const decided = { pass: PASS, reason: null, step: 7, short: false, needs: null }
const answer = fromDesk(ASKING, 'n1', decided, AT)

it('lets the guard know better about presence only', () => {
  const may = (reason: 'already_inside' | 'revoked') => fromDesk(ASKING, 'n', { ...decided, reason }, AT).may_override
  expect([may('already_inside'), may('revoked')]).toEqual([true, false])
})

it('names nobody to whom the code does not belong', () => {
  expect(fromDesk(ASKING, 'n', { ...decided, reason: 'unknown' }, AT).person).toBeNull()
  expect(answer.person?.name).toBe('刘洋')
})

it('names the gates that are open to whom it sends away from this one, as far as it knows', () => {
  const limited = { ...decided, pass: { ...PASS, gates: ['west', 'north', 'closed'] }, reason: 'wrong_gate' as const }
  const { message, to_visitor } = fromDesk(ASKING, 'n', limited, AT, SNAPSHOT.all_gates)
  expect(message).toBe('该预约不能从这个校门进校，请到 北门、西门 入校。')
  expect(to_visitor).toBe('您的预约不能从这个校门进校，请到 北门、西门 入校。')
  expect(fromDesk(ASKING, 'n', limited, AT).message).toBe('该预约不能从这个校门进校，请指引到指定校门。')
})

it('keeps everything that the server has to be told', () => {
  const record = recordOf(answer, null)
  expect(record).toMatchObject({ nonce: 'n1', code: 'x', pass_number: PASS.pass_number, verdict: 'admit', step: 7, state: 'waiting' })
  expect(record).toMatchObject({ gate_id: 'east', direction: 'in', companions: [0], scanned_at: AT.toISOString() })
})

it('keeps the last eight, the newest first', () => {
  let all: Answer[] = []
  for (let n = 0; n < 10; n++) all = withAnswer(all, { ...answer, nonce: String(n) })
  expect(all.map(({ nonce }) => nonce)).toEqual(['9', '8', '7', '6', '5', '4', '3', '2'])
})

it('shows the end of a masked number', () => expect(tailOf('1101**********0010')).toBe('0010'))
