import { expect, it } from 'vitest'
import type { ConflictOut, RollCallOut } from './api'
import { PASS } from './offline/sample'
import { goneWord, rowsOf, titleOf } from './rollCallRows'

const AT = '2026-11-23T06:05:00Z'
const EAST = { id: 'east', name: '东门' }
const MARK = { inside: true, state: 'unmarked', marked_at: null, marked_by: null, note: null } as const
const VISITOR = {
  ...MARK,
  visit_id: 'v1',
  visitor_name: '刘洋',
  companions: ['陈晨'],
  department: { id: 'd1', name: '计算机学院' },
  contact: { name: '张伟', phone: '+8613800001001' },
  gate: EAST,
  since: AT,
  plate: null,
}
const STRANGER = { ...MARK, conflict_id: 'c1', passage_id: 'p1', shown: 'NOSUCHPASS', gate: EAST, since: AT }
const ROLL_CALL: RollCallOut = {
  id: 'r1', drill: true, opened_at: AT, opened_by: '周强', closed_at: null,
  total: 2, safe: 1, people: 3, people_safe: 1, entries: [VISITOR], unidentified: [STRANGER],
}
const NOBODY = { soon: [], inside: [], overstayed: [] }

it('lets everybody on the list be ticked off, whom nobody knows first', () => {
  const rows = rowsOf(ROLL_CALL, NOBODY, [])
  expect(rows.map(({ name, entry }) => [name, entry])).toEqual([['身份待核实', STRANGER], ['刘洋', VISITOR]])
  expect(rows[0]?.about).toBe('东门放行，系统查无预约。访客码编号或短码 NOSUCHPASS')
  expect(titleOf(ROLL_CALL, rows)).toBe('应急清点（演练） · 平安 1 / 3 人，其中 1 人身份待核实')
})

it('says who has gone since, or turned out to be known', () => {
  const gone = { ...ROLL_CALL, entries: [{ ...VISITOR, inside: false }], unidentified: [STRANGER, { ...STRANGER, inside: false }] }
  expect(rowsOf(gone, NOBODY, []).map(goneWord)).toEqual(['', '已离校或已查清', '已离校'])
})

it('has a list for paper without the network, of what the desk knows', () => {
  const passage = { id: 'p1', at: AT, shown: null, gate: EAST }
  const cases = [{ id: 'c1', nobody_knows: true, passage }, { id: 'c2', nobody_knows: false, passage }] as ConflictOut[]
  const rows = rowsOf(null, { ...NOBODY, inside: [{ ...PASS, inside: true, inside_since: AT }] }, cases)
  expect(rows.map(({ name, about, entry }) => [name, about, entry])).toEqual([
    ['身份待核实', '东门放行，系统查无预约。没有编号', null],
    ['刘洋', '计算机学院 · 张伟', null],
  ])
  expect(titleOf(null, rows)).toBe('在校人员名单 · 4 人，其中 1 人身份待核实')
})
