/** What the detail of a visit says: one sentence on top, every field, what happened, what may be done. */
import type { DocumentOut, Health, HistoryLine, Visit } from '../../../api/types'
import { waitingWords } from '../../../components/visit-card/model'
import { kindView } from '../../../lib/formats/documents'
import { stateName } from '../../../lib/formats/states'
import { visitStatus } from '../../../lib/status'
import { fullWords, millis, momentWords, spanWords } from '../../../lib/time'
import { weeklyWords } from '../../../lib/weekdays'

export interface Row {
  label: string
  value: string
}

export interface Picture {
  label: string
  path: string
}

const EVENTS: Record<string, string> = {
  submitted: '提交了申请',
  approved: '同意',
  rejected: '拒绝',
  returned: '退回修改',
  repaired: '修改了内容',
  resubmitted: '重新提交',
  transferred: '转交他人审批',
  recalled: '收回了决定',
  urged: '催办',
  withdrawn: '撤回了预约',
  revoked: '撤销了预约',
  expired: '预约过期',
  finished: '来访结束',
}

const COLOURS: Record<string, string> = { green: '绿码', yellow: '黄码', red: '红码' }
const RESULTS: Record<string, string> = { negative: '阴性', positive: '阳性' }

/** The band on top. */
export function bandView(visit: Visit, now: number) {
  const { word, tone } = visitStatus(visit.status)
  return { word, tone, sentence: sentenceOf(visit, now) }
}

function sentenceOf(visit: Visit, now: number): string {
  switch (visit.status) {
    case 'in_review':
      return waitingWords(visit, now) || '正在审批'
    case 'returned':
      return withReason('请按要求修改后重新提交', commentOf(visit, 'returned'))
    case 'approved':
      return '凭访客码入校，请按时到达'
    case 'rejected':
      return withReason('申请没有通过', commentOf(visit, 'rejected'))
    case 'withdrawn':
      return '您撤回了这次预约'
    case 'revoked':
      return withReason('学校撤销了这次预约', commentOf(visit, 'revoked'))
    case 'expired':
      return '来访时间已过，预约已失效'
    default:
      return '本次来访已结束，感谢您的到来'
  }
}

const withReason = (sentence: string, reason: string): string => (reason ? `${sentence}：${reason}` : sentence)

/** What was said when this last happened. */
function commentOf({ history }: Visit, event: string): string {
  return history.reduce((said, line) => (line.event === event ? line.comment : said), '')
}

export function rowsOf(visit: Visit, now: number): Row[] {
  const weekly = weeklyWords(visit.weekdays, visit.daily_from, visit.daily_to)
  const rows: Row[] = [
    { label: '来访时间', value: spanWords(millis(visit.visit_from), millis(visit.visit_to), now) },
    { label: '来访日', value: weekly },
    { label: '到访单位', value: visit.department.name },
    { label: '对接人', value: visit.contact.name },
    { label: '可走校门', value: visit.gates?.map(({ name }) => name).join('、') ?? '' },
    { label: '来访事由', value: visit.purpose },
    { label: '访客', value: `${visit.visitor_name}（${visit.visitor_type === 'long_term' ? '长期' : '临时'}）` },
    { label: '手机号', value: visit.phone_masked },
    { label: '证件', value: documentWords(visit.document) },
    ...visit.companions.map(({ name, document }, index) => ({
      label: `随行人员 ${index + 1}`,
      value: `${name} · ${documentWords(document)}`,
    })),
    { label: '车牌号', value: visit.vehicle?.plate ?? '' },
    ...healthRows(visit.health, now),
    { label: '预约编号', value: visit.number },
    { label: '提交时间', value: fullWords(millis(visit.created_at)) },
  ]
  return rows.filter(({ value }) => value)
}

function documentWords({ kind, number_masked, issuing_state }: DocumentOut): string {
  const issuer = issuing_state ? `（${stateName(issuing_state)}）` : ''
  return `${kindView(kind)?.name ?? kind}${issuer} ${number_masked}`
}

function healthRows(health: Health | null, now: number): Row[] {
  const test = health?.nucleic_acid
  const result = test ? `${RESULTS[test.result]}，${momentWords(millis(test.sampled_at), now)} 采样` : ''
  return [
    { label: '健康码', value: COLOURS[health?.health_code?.status ?? ''] ?? '' },
    { label: '核酸检测', value: result },
  ]
}

/** The pictures of the health items, by where they can be fetched. */
export function picturesOf({ id, health }: Visit): Picture[] {
  const files: [string, string | null | undefined][] = [
    ['健康码截图', health?.health_code?.file_id],
    ['行程码截图', health?.travel_code?.file_id],
    ['检测报告', health?.nucleic_acid?.file_id],
  ]
  return files.flatMap(([label, file]) => (file ? [{ label, path: `/visitor/visits/${id}/files/${file}` }] : []))
}

/** What happened, latest first. */
export function historyView(history: HistoryLine[], now: number) {
  const lines = history.map(({ at, actor, event, comment }, index) => ({
    key: index,
    when: momentWords(millis(at), now),
    what: `${actor} ${EVENTS[event] ?? '更新了预约'}`,
    comment,
  }))
  return lines.reverse()
}

export type Act = 'show_pass' | 'repair' | 'urge' | 'withdraw'

const MAIN: { act: Act; word: string }[] = [
  { act: 'show_pass', word: '出示访客码' },
  { act: 'repair', word: '修改并重新提交' },
  { act: 'urge', word: '催一下' },
]

/** The one act that is most likely wanted, and whether the visit can be taken back. */
export function actionsOf({ actions }: Pick<Visit, 'actions'>) {
  const main = MAIN.find(({ act }) => actions.includes(act)) ?? null
  return { main, withdraw: actions.includes('withdraw') }
}
