import { expect, it } from 'vitest'
import { visitCard } from '../../../testing/sample-visit'
import { askWords, emptyOf, expectedRow, hitRow, presentRow, tabOf, unknownRow } from './model'

const NOW = Date.parse('2026-11-23T17:00:00+08:00')
const since = '2026-11-23T14:05:00+08:00'

it('shows who is expected, and when', () => {
  expect(expectedRow(visitCard(), NOW)).toMatchObject({
    name: '刘洋',
    document: '身份证 尾号 0010',
    when: '今天 14:00–16:00',
    extras: '京A12345 · 随行 1 人',
    notice: '',
    direction: 'in',
  })
})

it('shows since when somebody is inside, through which gate, and who should have left', () => {
  const row = presentRow({ visit: visitCard(), gate: { id: 'g1', name: '东门' }, since, overstayed: true }, NOW)
  expect(row).toMatchObject({ when: '14:05 东门入校 · 在校 2 小时', notice: '应于 16:00 前离校' })
  expect(presentRow({ visit: visitCard(), gate: null, since, overstayed: false }, NOW)).toMatchObject({
    when: '14:05 入校 · 在校 2 小时',
    notice: '',
  })
})

it('shows of whom nobody knows who it is, and lets nobody pass as them', () => {
  const row = unknownRow({ passage_id: 'p1', shown: 'NOSUCHPASS', gate: { id: 'g1', name: '东门' }, since }, NOW)
  expect(row).toMatchObject({ name: '身份待核实', document: '访客码编号或短码 NOSUCHPASS', direction: null })
  expect(row.when).toBe('14:05 东门入校 · 在校 2 小时')
})

it('says of somebody found whether they are inside', () => {
  expect(hitRow({ ...visitCard(), inside: true }, NOW)).toMatchObject({ notice: '在校', direction: 'out' })
  expect(hitRow({ ...visitCard(), inside: false }, NOW)).toMatchObject({ notice: '', direction: 'in' })
})

it('asks before somebody passes without a code', () => {
  expect(askWords(expectedRow(visitCard(), NOW))).toBe('不扫码，放行入校：刘洋（会留下记录）')
  expect(askWords(hitRow({ ...visitCard(), inside: true }, NOW))).toBe('不扫码，登记离校：刘洋（会留下记录）')
})

it('opens with who is expected unless asked otherwise, and says why a list is empty', () => {
  expect([tabOf(undefined), tabOf('present'), tabOf('x')]).toEqual(['expected', 'present', 'expected'])
  expect(emptyOf('present').title).not.toBe(emptyOf('expected').title)
})
