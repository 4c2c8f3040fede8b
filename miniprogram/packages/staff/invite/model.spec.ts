import { describe, expect, it } from 'vitest'
import { blank, bodyOf, grouped, presetNamed, presetsFor, shareText, type Typed, wrongIn } from './model'

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}+08:00`)
const NOW = at('09:07:00')
const typed = (over: Partial<Typed> = {}): Typed => ({ ...blank(NOW), phone: '13800138000', visitor_name: '刘洋', ...over })

describe('when', () => {
  it('is tomorrow unless said otherwise', () => {
    expect(presetNamed(blank(NOW), NOW)).toBe('明天')
    expect(presetNamed(typed({ to_clock: '17:00' }), NOW)).toBe('')
  })

  it.each([
    ['09:07:00', '09:15', '18:00'],
    ['17:30:00', '17:30', '22:00'],
  ])('today at %s means from %s to %s', (clock, from, to) => {
    const today = presetsFor('temporary', at(clock))[0]
    expect(today).toMatchObject({ label: '今天', from_date: '2026-11-23', from_clock: from, to_clock: to })
  })

  it.each(['21:00:00', '23:55:00'])('at %s today is not offered any more', (clock) => {
    expect(presetsFor('temporary', at(clock)).map(({ label }) => label)).toEqual(['明天', '后天', '一周内'])
  })

  it('is months for who comes again and again', () => {
    const [month] = presetsFor('long_term', NOW)
    expect(month).toMatchObject({ label: '一个月', from_date: '2026-11-23', to_date: '2026-12-23', to_clock: '18:00' })
  })
})

it.each<[Partial<Typed>, object | null]>([
  [{}, null],
  [{ phone: ' ', visitor_name: '' }, { phone: '请填写访客的手机号。', visitor_name: '请填写访客的姓名。' }],
  [{ purpose: '' }, { purpose: '请写明来访事由。' }],
  [{ to_clock: '08:00' }, { valid_to: '结束时间必须晚于开始时间。' }],
])('%j is wrong in %j', (over, wrong) => expect(wrongIn(typed(over))).toEqual(wrong))

it('is sent in the school’s zone', () => {
  expect(bodyOf(typed({ visitor_name: ' 刘洋 ' }))).toEqual({
    phone: '13800138000',
    visitor_name: '刘洋',
    visitor_type: 'temporary',
    purpose: '来访交流',
    valid_from: '2026-11-24T08:00:00+08:00',
    valid_to: '2026-11-24T18:00:00+08:00',
  })
})

it('tells the visitor everything in one message', () => {
  const unit = { id: 'd1', name: '计算机学院' }
  const made = { ...bodyOf(typed()), id: 'i1', code: 'ABCDEFGHJKLM', status: 'sent', phone_masked: '', department: unit }
  const text = shareText({ ...made, contact: { id: 's1', name: '张伟' } }, '示范大学')
  expect(text).toContain('刘洋，您好！计算机学院 张伟 邀请您到示范大学（来访交流）。')
  expect(text).toContain('2026年11月24日 周二 08:00 至 2026年11月24日 周二 18:00')
  expect(text).toContain('邀请码：ABCD-EFGH-JKLM')
  expect(grouped('ABCDE')).toBe('ABCD-E')
})
