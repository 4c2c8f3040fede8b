import { describe, expect, it } from 'vitest'
import type { VisitCard } from '../../api/types'
import { cardView, waitingWords } from './model'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')
const VISIT: VisitCard = {
  id: 'v1',
  number: 'F20261123001',
  status: 'in_review',
  visitor_type: 'temporary',
  visitor_name: '刘洋',
  phone_masked: '138****8000',
  document: { kind: 'resident_id', number_masked: '1101**********0010', issuing_state: null },
  visit_from: '2026-11-23T06:00:00+00:00',
  visit_to: '2026-11-23T08:00:00+00:00',
  weekdays: null,
  daily_from: null,
  daily_to: null,
  department: { id: 'd1', name: '计算机学院' },
  contact: { name: '张伟' },
  purpose: '学术交流',
  companions: [],
  vehicle: null,
  created_at: '2026-11-23T00:00:00+00:00',
  current: { step: 'head', name: '单位负责人', holders: ['李娜'], since: '2026-11-23T00:00:00+00:00', due_at: null },
  pass_available: false,
}

describe('a card', () => {
  it('says the time as the school reads it', () => {
    expect(cardView(VISIT, NOW).when).toBe('今天 14:00–16:00')
  })

  it('says who holds the visit and since when', () => {
    expect(cardView(VISIT, NOW).waiting).toBe('待 李娜 审批 · 已等待 2 小时')
  })

  it('names the visitor only to others', () => {
    expect(cardView(VISIT, NOW).visitor).toBe('')
    expect(cardView(VISIT, NOW, true).visitor).toBe('刘洋')
  })

  it('says the days of a long-term visit', () => {
    const weekly = { ...VISIT, weekdays: [1, 3], daily_from: '08:00', daily_to: '18:00' }
    expect(cardView(weekly, NOW).weekly).toBe('每周一、三 08:00–18:00')
  })
})

describe('who is waited for', () => {
  const step = { step: 'group', name: '物资保障组', since: '2026-11-23T01:30:00+00:00', due_at: null }

  it('counts the members of a large group', () => {
    const current = { ...step, holders: ['王芳', '赵磊', '孙丽'] }
    expect(waitingWords({ current }, NOW)).toBe('待 王芳、赵磊等 3 人 审批 · 已等待 30 分钟')
  })

  it('names the step where nobody is named', () => {
    expect(waitingWords({ current: { ...step, holders: [] } }, NOW)).toBe('待 物资保障组 审批 · 已等待 30 分钟')
  })

  it('says nothing once nobody is', () => {
    expect(waitingWords({ current: null }, NOW)).toBe('')
  })
})
