import { describe, expect, it } from 'vitest'
import type { Task } from '../../../api/staff-types'
import type { Visit } from '../../../api/types'
import { Problem } from '../../../lib/problem'
import { visit } from '../../../testing/sample-visit'
import { afterwards, bandOf, companionsOf, fieldsOf, healthOf, lostRace, summaryOf } from './model'

const NOW = Date.parse('2026-11-23T15:00:00+08:00')
const current = { step: 'head', name: '单位负责人', holders: ['李娜'], since: '2026-11-23T13:00:00+08:00', due_at: null }

describe('a case', () => {
  it('is summed up', () => {
    expect(summaryOf(visit(), NOW)).toEqual({
      name: '刘洋',
      type: '临时访客',
      when: '今天 14:00–16:00',
      where: '计算机学院 · 张伟',
      purpose: '学术交流',
      plate: '京A12345',
      company: '1 人：陈晨',
    })
    expect(summaryOf(visit({ vehicle: null, companions: [] }), NOW)).toMatchObject({ plate: '不驾车', company: '没有随行人员' })
  })

  it.each<[Partial<Visit>, string]>([
    [{ current }, '待 李娜 审批 · 已等待 2 小时'],
    [{ status: 'approved' }, '已通过'],
    [{ status: 'rejected', history: [{ at: '', actor: '李娜', event: 'rejected', comment: '请改约' }] }, '已拒绝：请改约'],
  ])('%j: %s', (over, band) => expect(bandOf(visit(over), false, NOW)).toBe(band))

  it('says that it is the reader who is waited for', () => {
    expect(bandOf(visit({ current }), true, NOW)).toBe('等您审批 · 已等待 2 小时')
  })

  it('shows the fields that this visit has', () => {
    expect(fieldsOf(visit()).map(({ key }) => key)).toEqual(['number', 'phone', 'document', 'from', 'to', 'created'])
    const abroad = visit({
      document: { kind: 'passport', number_masked: 'E1*****78', issuing_state: 'USA' },
      weekdays: [1, 3],
      daily_from: '08:00',
      daily_to: '18:00',
      gates: [{ id: 'west', name: '西门' }],
    })
    expect(fieldsOf(abroad)).toContainEqual({ key: 'state', label: '签发国家（地区）', text: 'USA' })
    expect(fieldsOf(abroad)).toContainEqual({ key: 'hours', label: '允许时段', text: '每周一、三 08:00–18:00' })
    expect(fieldsOf(abroad)).toContainEqual({ key: 'gates', label: '可走校门', text: '西门' })
    expect(companionsOf(visit())).toEqual([{ key: '0', label: '陈晨', text: '护照 E1*****78' }])
  })

  it('reads the health declaration, with what was uploaded', () => {
    const test = { result: 'negative', sampled_at: '2026-11-22T10:00:00+08:00' } as const
    expect(healthOf({ health_code: { status: 'green' }, travel_code: { file_id: 'f1' }, nucleic_acid: test })).toEqual([
      { key: 'code', label: '健康码', text: '绿码', fileId: '' },
      { key: 'travel', label: '行程码', text: '已上传', fileId: 'f1' },
      { key: 'test', label: '核酸检测', text: '阴性，2026年11月22日 周日 10:00 采样', fileId: '' },
    ])
    expect(healthOf(null)).toEqual([])
  })
})

describe('a decision', () => {
  const refusal = (code: string, context: Record<string, unknown>) =>
    new Problem({ status: 409, code, detail: '这一步已经处理过了。', context })

  it('that lost the race says who was faster, with what and when', () => {
    const context = { decided_by: '李娜', decision: 'rejected', decided_at: '2026-11-23T06:05:00+00:00' }
    expect(lostRace(refusal('already_decided', context), NOW)).toBe('李娜 今天 14:05 已拒绝，您的操作没有生效。')
    expect(lostRace(refusal('cannot_recall', {}), NOW)).toBe('这一步已经处理过了。')
  })

  it.each<[string, Partial<Visit>, RegExp]>([
    ['approved', { status: 'approved' }, /全部审批已完成/],
    ['approved', { current }, /现在等待 李娜 审批/],
    ['transferred', { current }, /现在等待 李娜 审批/],
    ['returned', { status: 'returned' }, /再请您审批/],
    ['rejected', { status: 'rejected' }, /看到您写的原因/],
  ])('%s is followed by %j', (status, over, words) => {
    expect(afterwards({ status } as Task, visit(over))).toMatch(words)
  })
})
