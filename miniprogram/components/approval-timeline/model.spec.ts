import { expect, it } from 'vitest'
import type { FlowStep } from '../../api/types'
import { stepViews } from './model'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')
const STEP: FlowStep = {
  step: 'contact',
  name: '对接人',
  status: 'approved',
  holders: ['张伟'],
  decided_by: '张伟',
  decided_at: '2026-11-23T01:20:00+00:00',
  duration_seconds: 7200,
  comment: '欢迎',
}

it('says who decided, when, and how long it took', () => {
  const [view] = stepViews([STEP], NOW)
  expect(view).toMatchObject({ word: '已同意', tone: 'success', who: '张伟', when: '今天 09:20 · 用时 2 小时' })
})

it('marks the one step that waits', () => {
  const open = { ...STEP, step: 'head', status: 'open', decided_by: null, decided_at: null, duration_seconds: null }
  const views = stepViews([STEP, open, { ...open, step: 'group', status: 'waiting' }], NOW)
  expect(views.map((view) => view.now)).toEqual([false, true, false])
  expect(views[1]?.when).toBe('')
})

it('gives every step a key of its own, also when one came twice', () => {
  const views = stepViews([STEP, STEP], NOW)
  expect(new Set(views.map((view) => view.key)).size).toBe(2)
})
