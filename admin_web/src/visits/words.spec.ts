import { expect, it } from 'vitest'
import type { VisitOut } from '@/http/schema'
import { bandOf, eventWord, hoursOf } from './words'

const now = new Date('2026-11-23T09:00:00+08:00')
const visit = (over: Partial<VisitOut>): VisitOut => ({ current: null, history: [], ...over }) as VisitOut

it('says who holds it and how long', () => {
  const current = { step: 's', name: '单位负责人', holders: ['李娜'], since: '2026-11-23T07:00:00+08:00', due_at: null }
  expect(bandOf(visit({ status: 'in_review', current }), now)).toBe('待 李娜 审批（单位负责人）· 已等待 2 小时')
})

it('says why it was refused, with the last reason given', () => {
  const history = [
    { at: '', actor: '李娜', event: 'rejected', comment: '旧' },
    { at: '', actor: '李娜', event: 'rejected', comment: '时间不合适' },
  ]
  expect(bandOf(visit({ status: 'rejected', history }), now)).toBe('已拒绝：时间不合适')
  expect(bandOf(visit({ status: 'withdrawn' }), now)).toBe('访客已撤回。')
})

it('says the days and hours of a long visit', () => {
  expect(hoursOf({ weekdays: [1, 3], daily_from: '08:00', daily_to: '18:00' })).toBe('每周一、三 08:00–18:00')
  expect(hoursOf({ weekdays: null, daily_from: null, daily_to: null })).toBe('每天全天')
})

it('shows an event it does not know as it came', () => {
  expect(eventWord('urged')).toBe('催办')
  expect(eventWord('new_event')).toBe('new_event')
})
