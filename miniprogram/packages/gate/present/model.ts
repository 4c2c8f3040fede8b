/** The two lists of the gate: who is expected today, and who is inside. */
import type { Direction, Hit, PresentRow, Unidentified } from '../../../api/gate-types'
import type { Ref, VisitCard } from '../../../api/types'
import { clockOf, lengthWords, millis, spanWords } from '../../../lib/time'
import { documentWords } from '../scan/model'

export type Tab = 'expected' | 'present'

export interface Row {
  key: string
  name: string
  document: string
  where: string
  when: string
  extras: string
  /** What the guard should notice: somebody who should have left, or who is inside already. */
  notice: string
  /** Which way this person would pass now; null where nobody knows who it is. */
  direction: Direction | null
}

export const TABS: { value: Tab; label: string }[] = [
  { value: 'expected', label: '今日预约' },
  { value: 'present', label: '在校人员' },
]

export const tabOf = (named: string | undefined): Tab => (named === 'present' ? 'present' : 'expected')

/** Why no code was shown; the guard has looked at the document in every case. */
export const BY_HAND = ['已核对证件，访客没有手机或没电', '已核对证件，访客码打不开', '已核对证件，扫码设备有故障']

export const askWords = ({ direction, name }: Row): string =>
  `不扫码，${direction === 'in' ? '放行入校' : '登记离校'}：${name}（会留下记录）`

const EMPTY: Record<Tab, { title: string; hint: string }> = {
  expected: { title: '今天没有已通过的预约', hint: '审批通过、今天来访的访客会列在这里。临时到访的访客请走现场登记。' },
  present: { title: '现在没有访客在校', hint: '扫码入校的访客会列在这里，离校扫码后移出。' },
}

export const emptyOf = (tab: Tab): { title: string; hint: string } => EMPTY[tab]

export function expectedRow(visit: VisitCard, now: number): Row {
  return { ...rowOf(visit), when: spanWords(millis(visit.visit_from), millis(visit.visit_to), now), notice: '', direction: 'in' }
}

export function presentRow({ visit, gate, since, overstayed }: PresentRow, now: number): Row {
  return {
    ...rowOf(visit),
    when: whenInside(since, gate, now),
    notice: overstayed ? `应于 ${clockOf(millis(visit.visit_to))} 前离校` : '',
    direction: 'out',
  }
}

/** Somebody let in by a pass that nobody knows: to be found out by the security office. */
export function unknownRow({ passage_id, shown, gate, since }: Unidentified, now: number): Row {
  return {
    key: passage_id,
    name: '身份待核实',
    document: shown ? `访客码编号或短码 ${shown}` : '没有编号',
    where: '系统查无预约，请联系保卫处核实',
    when: whenInside(since, gate, now),
    extras: '',
    notice: '待核实',
    direction: null,
  }
}

/** Somebody found by searching, whichever list they are on. */
export function hitRow(hit: Hit, now: number): Row {
  return { ...expectedRow(hit, now), notice: hit.inside ? '在校' : '', direction: hit.inside ? 'out' : 'in' }
}

function whenInside(since: string, gate: Ref | null, now: number): string {
  const stay = lengthWords(now - millis(since))
  return `${clockOf(millis(since))} ${gate ? `${gate.name}入校` : '入校'} · 在校${/^\d/.test(stay) ? ' ' : ''}${stay}`
}

function rowOf(visit: VisitCard): Omit<Row, 'when' | 'notice' | 'direction'> {
  const company = visit.companions.length ? `随行 ${visit.companions.length} 人` : ''
  return {
    key: visit.id,
    name: visit.visitor_name,
    document: documentWords(visit),
    where: `${visit.department.name} · ${visit.contact.name}`,
    extras: [visit.vehicle?.plate, company].filter(Boolean).join(' · '),
  }
}
