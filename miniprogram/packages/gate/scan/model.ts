/** The gate's answer as a guard reads it, and a code typed by hand. */
import type { Direction, ScanOut } from '../../../api/gate-types'
import type { DocumentKind, VisitCard } from '../../../api/types'
import { clockOf, millis, spanWords } from '../../../lib/time'

export interface Companion {
  name: string
  here: boolean
}

export interface Verdict {
  passageId: string
  admitted: boolean
  word: string
  message: string
  /** What the guard may tell the visitor, where it says more than the guard's own sentence. */
  tell: string
  name: string
  facts: { label: string; text: string }[]
  companions: Companion[]
  phone: string
  contact: string
  mayOverride: boolean
  /** Whether the guard, who looks at the document now, may still send them away. */
  mayRefuse: boolean
}

const DOCUMENTS: Record<DocumentKind, string> = {
  resident_id: '身份证',
  hk_macao_permit: '港澳通行证',
  taiwan_permit: '台胞证',
  foreign_permanent_resident: '永居证',
  passport: '护照',
}

/** What a masked number shows of its end: enough to compare with the document in one's hand. */
export const tailOf = (masked: string): string => /[^*]*$/.exec(masked)?.[0] ?? ''

export const documentWords = ({ document }: VisitCard): string =>
  `${DOCUMENTS[document.kind]} 尾号 ${tailOf(document.number_masked)}`

export function verdictOf(said: ScanOut, direction: Direction, now: number): Verdict {
  const admitted = said.verdict === 'admit'
  const entering = admitted && direction === 'in'
  const { visit } = said
  return {
    passageId: said.passage_id,
    admitted,
    word: admitted ? '放行' : '不放行',
    // The large word has said 放行 already.
    message: said.message.replace(/^放行，/, ''),
    tell: admitted ? '' : said.message_visitor ?? '',
    name: visit?.visitor_name ?? '',
    facts: visit ? factsOf(visit, entering, now) : [],
    companions: visit && entering ? visit.companions.map(({ name }) => ({ name, here: false })) : [],
    phone: said.contact_phone ?? '',
    contact: visit?.contact.name ?? '',
    mayOverride: said.override_allowed ?? false,
    mayRefuse: entering && visit !== null,
  }
}

/** The green answer taken back. */
export function sentAway(verdict: Verdict, reason: string): Verdict {
  const no = { admitted: false, mayRefuse: false, word: '不放行', message: reason, tell: '请联系对接人或保卫处。' }
  return { ...verdict, ...no, companions: [] }
}

/** `ticked`: the companions are listed to be ticked, so need no line of their own. */
function factsOf(visit: VisitCard, ticked: boolean, now: number): Verdict['facts'] {
  const company = visit.companions.map(({ name }) => name).join('、')
  return [
    { label: '证件', text: documentWords(visit) },
    { label: '车牌', text: visit.vehicle?.plate ?? '不驾车' },
    { label: '时间', text: spanWords(millis(visit.visit_from), millis(visit.visit_to), now) },
    { label: '到访', text: `${visit.department.name} · ${visit.contact.name}` },
    ...(company && !ticked ? [{ label: '随行', text: company }] : []),
  ]
}

/** 已到 1 / 2 人: how far the guard has come with ticking. */
export function companyWords(companions: Companion[]): string {
  const here = companions.filter((companion) => companion.here).length
  return `随行 ${companions.length} 人，已核对 ${here} 人`
}

export const toggled = (companions: Companion[], place: number): Companion[] =>
  companions.map((companion, at) => (at === place ? { ...companion, here: !companion.here } : companion))

export interface TypedCode {
  code: string
  tail: string
}

export type Wrong = Partial<Record<keyof TypedCode, string>>

/** A short code is eight letters and digits, however it was grouped. */
export const cleaned = (code: string): string => code.replace(/[\s-]/g, '').toUpperCase()

/** What is wrong with a code typed by hand; null when nothing. */
export function wrongIn({ code, tail }: TypedCode): Wrong | null {
  if (!/^[0-9A-Z]{8}$/.test(cleaned(code))) return { code: '短码是 8 位字母或数字，请核对。' }
  return /^\d{4}$/.test(tail.trim()) ? null : { tail: '请填写访客手机号的后四位。' }
}

/** As on the desk: admin_web/src/gate/AnswerScreen.vue. */
export const REFUSE_REASONS = ['证件与预约不符', '不是本人', '随行人员与登记不符', '携带违禁物品']

export const OVERRIDE_REASONS = ['已核对证件，上次未登记', '已核对证件，从其他出入口通过', '已与对接人电话核实']

/** 14:05 刘洋 放行入校: what happened last, to be sure whom it was about. */
export function lastWords({ admitted, name }: Verdict, direction: Direction, now: number): string {
  const way = direction === 'in' ? '入校' : '离校'
  return `${clockOf(now)} ${name || '未识别的码'} ${admitted ? `放行${way}` : '不放行'}`
}
