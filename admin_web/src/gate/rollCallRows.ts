/** The roll-call's lines: from the server's list, or without one from what the desk itself knows, for paper. Pure. */
import type { ConflictOut, RollCallOut } from './api'
import type { Lists } from './lists'

export type Entry = RollCallOut['entries'][number] | RollCallOut['unidentified'][number]

export interface Row {
  key: string
  /** Let in by a pass that nobody knows. */
  unknown: boolean
  name: string
  companions: string[]
  about: string
  phone: string | null
  since: string
  plate: string | null
  /** What can be ticked off; null on the desk's own list. */
  entry: Entry | null
}

/** Whom nobody knows comes first. */
export function rowsOf(current: RollCallOut | null, lists: Lists, cases: readonly ConflictOut[]): Row[] {
  return current ? [...current.unidentified.map(strangerOn), ...current.entries.map(visitorOn)] : known(lists, cases)
}

function known(lists: Lists, cases: readonly ConflictOut[]): Row[] {
  const strangers = cases
    .filter(({ nobody_knows }) => nobody_knows)
    .map(({ passage: { id, shown, gate, at } }) => stranger(id, shown, gate.name, at))
  const visitors = lists.inside.map(({ visit, inside_since }) => ({
    key: visit.id,
    unknown: false,
    name: visit.visitor_name,
    companions: visit.companions,
    about: `${visit.department} · ${visit.contact.name}`,
    phone: visit.contact.phone ?? null,
    since: inside_since ?? visit.visit_from,
    plate: visit.plate,
    entry: null,
  }))
  return [...strangers, ...visitors]
}

function visitorOn(entry: RollCallOut['entries'][number]): Row {
  const { visit_id, visitor_name, companions, department, contact, since, plate } = entry
  const about = `${department.name} · ${contact.name}`
  return { key: visit_id, unknown: false, name: visitor_name, companions, about, phone: contact.phone, since, plate, entry }
}

function strangerOn(entry: RollCallOut['unidentified'][number]): Row {
  return { ...stranger(entry.passage_id, entry.shown, entry.gate.name, entry.since), entry }
}

function stranger(key: string, shown: string | null, gate: string, since: string): Row {
  const about = `${gate}放行，系统查无预约。${shown ? `访客码编号或短码 ${shown}` : '没有编号'}`
  return { key, unknown: true, name: '身份待核实', companions: [], about, phone: null, since, plate: null, entry: null }
}

/** `当前平安 / 全部`, and how many of them nobody knows. */
export function titleOf(current: RollCallOut | null, rows: readonly Row[]): string {
  const strangers = rows.filter(({ unknown }) => unknown).length
  const among = strangers ? `，其中 ${strangers} 人身份待核实` : ''
  if (!current) return `在校人员名单 · ${rows.reduce((sum, { companions }) => sum + 1 + companions.length, 0)} 人${among}`
  return `应急清点${current.drill ? '（演练）' : ''} · 平安 ${current.people_safe} / ${current.people} 人${among}`
}

/** What the gates know since: nobody need look for them. */
export function goneWord({ entry, unknown }: Row): string {
  if (!entry || entry.inside) return ''
  return unknown ? '已离校或已查清' : '已离校'
}
