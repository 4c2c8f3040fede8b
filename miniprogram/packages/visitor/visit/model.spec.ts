import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryLine, Visit } from '../../../api/types'
import { useOffset } from '../../../lib/time'
import { NOW, RETURNED } from '../../../testing/application'
import { actionsOf, bandView, historyView, picturesOf, rowsOf } from './model'

const line = (event: string, comment = ''): HistoryLine => ({
  at: '2026-11-23T01:00:00+00:00',
  actor: '李娜',
  event,
  comment,
})
const visit = (part: Partial<Visit>): Visit => ({ ...RETURNED, ...part })

beforeEach(() => useOffset(480))

describe('the band', () => {
  it.each([
    [visit({ history: [line('returned', '请写明事由')] }), '请按要求修改后重新提交：请写明事由'],
    [visit({ status: 'rejected', history: [line('rejected', '当日有考试')] }), '申请没有通过：当日有考试'],
    [visit({ status: 'revoked', history: [line('approved', '欢迎'), line('revoked')] }), '学校撤销了这次预约'],
    [visit({ status: 'expired' }), '来访时间已过，预约已失效'],
    [visit({ status: 'in_review' }), '正在审批'],
  ])('says %#', (given, sentence) => expect(bandView(given, NOW).sentence).toBe(sentence))

  it('gives the last reason where there were several', () => {
    const twice = visit({ history: [line('returned', '一'), line('resubmitted'), line('returned', '二')] })
    expect(bandView(twice, NOW)).toMatchObject({ word: '待修改', sentence: '请按要求修改后重新提交：二' })
  })
})

describe('the fields', () => {
  const found = (given: Visit, label: string) => rowsOf(given, NOW).find((row) => row.label === label)?.value

  it('are said in words, and left out where there is nothing to say', () => {
    expect(found(RETURNED, '来访时间')).toBe('明天 14:00–16:00')
    expect(found(RETURNED, '证件')).toBe('居民身份证 1101**********0010')
    expect(found(RETURNED, '随行人员 1')).toBe('陈晨 · 护照（美国） E8*****21')
    expect(found(RETURNED, '健康码')).toBe('绿码')
    expect(found(visit({ vehicle: null, health: null }), '车牌号')).toBeUndefined()
    expect(found(RETURNED, '来访日')).toBeUndefined()
    expect(found(RETURNED, '可走校门')).toBeUndefined()
    expect(found(visit({ gates: [{ id: 'west', name: '西门' }] }), '可走校门')).toBe('西门')
  })

  it('tell where the pictures are', () => {
    const health = { health_code: { status: 'green' as const, file_id: 'f1' }, travel_code: { file_id: 'f2' } }
    expect(picturesOf(visit({ health })).map(({ path }) => path)).toEqual([
      '/visitor/visits/v1/files/f1',
      '/visitor/visits/v1/files/f2',
    ])
    expect(picturesOf(RETURNED)).toEqual([])
  })
})

it('tells what happened, latest first', () => {
  const view = historyView([line('submitted'), line('approved', '欢迎'), line('unheard_of')], NOW)
  expect(view.map(({ what }) => what)).toEqual(['李娜 更新了预约', '李娜 同意', '李娜 提交了申请'])
  expect(view[1]).toMatchObject({ when: '今天 09:00', comment: '欢迎' })
})

it('offers first what is most likely wanted', () => {
  expect(actionsOf({ actions: ['withdraw', 'urge'] })).toEqual({
    main: { act: 'urge', word: '催一下' },
    withdraw: true,
  })
  expect(actionsOf({ actions: ['repair', 'resubmit', 'withdraw'] }).main?.act).toBe('repair')
  expect(actionsOf({ actions: ['show_pass', 'withdraw'] }).main?.act).toBe('show_pass')
  expect(actionsOf({ actions: [] })).toEqual({ main: null, withdraw: false })
})
