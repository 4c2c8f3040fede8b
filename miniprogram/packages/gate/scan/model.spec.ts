import { describe, expect, it } from 'vitest'
import type { ScanOut } from '../../../api/gate-types'
import { visitCard } from '../../../testing/sample-visit'
import { companyWords, lastWords, sentAway, tailOf, toggled, verdictOf, wrongIn } from './model'

const NOW = Date.parse('2026-11-23T14:05:00+08:00')
const said = (over: Partial<ScanOut> = {}): ScanOut => ({
  passage_id: 'p1',
  verdict: 'admit',
  reason: null,
  message: '放行，已登记入校。',
  visit: visitCard(),
  inside: true,
  ...over,
})

describe('the verdict', () => {
  it('lets the guard compare the person with the pass', () => {
    const verdict = verdictOf(said(), 'in', NOW)
    expect(verdict).toMatchObject({ admitted: true, word: '放行', message: '已登记入校。', name: '刘洋' })
    expect(verdict.facts.map(({ text }) => text)).toEqual([
      '身份证 尾号 0010',
      '京A12345',
      '今天 14:00–16:00',
      '计算机学院 · 张伟',
    ])
    expect(verdict.companions).toEqual([{ name: '陈晨', here: false }])
  })

  it.each([
    ['out', 'admit'],
    ['in', 'refuse'],
  ] as const)('only names the companions going %s with %s', (direction, verdict) => {
    const { companions, facts } = verdictOf(said({ verdict }), direction, NOW)
    expect(companions).toEqual([])
    expect(facts).toContainEqual({ label: '随行', text: '陈晨' })
  })

  it('says no without a visit too', () => {
    const no = verdictOf(said({ verdict: 'refuse', message: '查无此码。', visit: null }), 'in', NOW)
    expect(no).toMatchObject({ admitted: false, word: '不放行', message: '查无此码。', name: '', facts: [], phone: '' })
  })

  it('may be taken back by the guard while it lets somebody in whom the guard can see', () => {
    const may = [said(), said({ visit: null }), said({ verdict: 'refuse' })].map((each) => verdictOf(each, 'in', NOW).mayRefuse)
    expect([...may, verdictOf(said(), 'out', NOW).mayRefuse]).toEqual([true, false, false, false])
    const away = sentAway(verdictOf(said(), 'in', NOW), '不是本人')
    expect(away).toMatchObject({ admitted: false, mayRefuse: false, word: '不放行', message: '不是本人', name: '刘洋', companions: [] })
    expect(lastWords(away, 'in', NOW)).toBe('14:05 刘洋 不放行')
  })

  it('has the sentence for the visitor only when they stay outside', () => {
    expect(verdictOf(said({ verdict: 'refuse', message_visitor: '请联系对接人。' }), 'in', NOW).tell).toBe('请联系对接人。')
    expect(verdictOf(said({ message_visitor: '欢迎。' }), 'in', NOW).tell).toBe('')
  })
})

it('counts companions as they are ticked', () => {
  const two = [
    { name: '陈晨', here: false },
    { name: '王五', here: false },
  ]
  expect(companyWords(toggled(two, 1))).toBe('随行 2 人，已核对 1 人')
  expect(toggled(toggled(two, 1), 1)).toEqual(two)
})

it.each([
  ['1101**********0010', '0010'],
  ['E1*****78', '78'],
  ['', ''],
])('the tail of %s is %s', (masked, tail) => expect(tailOf(masked)).toBe(tail))

it.each([
  ['abcd-2345', '8000', null],
  ['abcd234', '8000', { code: '短码是 8 位字母或数字，请核对。' }],
  ['abcd2345', '80', { tail: '请填写访客手机号的后四位。' }],
])('typed %s and %s', (code, tail, wrong) => expect(wrongIn({ code, tail })).toEqual(wrong))

it('remembers the last answer in a line', () => {
  expect(lastWords(verdictOf(said(), 'out', NOW), 'out', NOW)).toBe('14:05 刘洋 放行离校')
  const no = verdictOf(said({ verdict: 'refuse', visit: null }), 'in', NOW)
  expect(lastWords(no, 'in', NOW)).toBe('14:05 未识别的码 不放行')
})
