/** What the page of a case shows: the summary, every field, what became of it. */
import type { Case, Task } from '../../../api/staff-types'
import type { DocumentKind, Health, Visit } from '../../../api/types'
import { stepViews, type StepView } from '../../../components/approval-timeline/model'
import type { Problem } from '../../../lib/problem'
import { taskStatus, type Tone, visitStatus } from '../../../lib/status'
import { fullWords, millis, momentWords, spanWords, waitedWords } from '../../../lib/time'
import { kindView } from '../../../lib/validate'
import { weeklyWords } from '../../../lib/weekdays'
import { unusual } from './unusual'

export interface Line {
  key: string
  label: string
  text: string
}

export interface HealthLine extends Line {
  fileId: string
}

export interface Summary {
  name: string
  type: string
  when: string
  where: string
  purpose: string
  plate: string
  company: string
}

export interface Shown {
  tone: Tone
  band: string
  remarks: string[]
  summary: Summary
  fields: Line[]
  companions: Line[]
  health: HealthLine[]
  steps: StepView[]
}

const TYPES: Record<string, string> = { temporary: '临时访客', long_term: '长期访客' }
const documentName = (kind: DocumentKind): string => kindView(kind)?.name ?? '证件'
const HEALTH = {
  green: '绿码',
  yellow: '黄码',
  red: '红码',
  negative: '阴性',
  positive: '阳性',
}

/** The whole page. */
export function shownOf({ visit, actions, visits_this_week: often }: Omit<Case, 'task'>, now: number): Shown {
  return {
    tone: visitStatus(visit.status).tone,
    band: bandOf(visit, actions.includes('approve'), now),
    remarks: unusual(visit, often, now),
    summary: summaryOf(visit, now),
    fields: fieldsOf(visit),
    companions: companionsOf(visit),
    health: healthOf(visit.health),
    steps: stepViews(visit.flow, now),
  }
}

export function summaryOf(visit: Visit, now: number): Summary {
  const names = visit.companions.map(({ name }) => name).join('、')
  return {
    name: visit.visitor_name,
    type: TYPES[visit.visitor_type] ?? '',
    when: spanWords(millis(visit.visit_from), millis(visit.visit_to), now),
    where: `${visit.department.name} · ${visit.contact.name}`,
    purpose: visit.purpose,
    plate: visit.vehicle?.plate ?? '不驾车',
    company: names ? `${visit.companions.length} 人：${names}` : '没有随行人员',
  }
}

/** The one sentence at the top: what waits for whom (`mine`: for the reader), or what became of it. */
export function bandOf(visit: Visit, mine: boolean, now: number): string {
  const { current, history, status } = visit
  if (status === 'in_review' && current) {
    const whom = mine ? '等您审批' : `待 ${current.holders.join('、')} 审批`
    return `${whom} · ${waitedWords(millis(current.since), now)}`
  }
  const why = history.filter((line) => line.event === status).pop()?.comment
  return why ? `${visitStatus(status).word}：${why}` : visitStatus(status).word
}

/** What the summary leaves out, so that every field of the application is on the page once. */
export function fieldsOf(visit: Visit): Line[] {
  const hours = weeklyWords(visit.weekdays, visit.daily_from, visit.daily_to)
  const state = visit.document.issuing_state
  const gates = visit.gates?.map(({ name }) => name).join('、')
  return [
    { key: 'number', label: '预约编号', text: visit.number },
    { key: 'phone', label: '手机号', text: visit.phone_masked },
    { key: 'document', label: documentName(visit.document.kind), text: visit.document.number_masked },
    ...(state ? [{ key: 'state', label: '签发国家（地区）', text: state }] : []),
    { key: 'from', label: '到访时间', text: fullWords(millis(visit.visit_from)) },
    { key: 'to', label: '离开时间', text: fullWords(millis(visit.visit_to)) },
    ...(hours ? [{ key: 'hours', label: '允许时段', text: hours }] : []),
    ...(gates ? [{ key: 'gates', label: '可走校门', text: gates }] : []),
    { key: 'created', label: '提交时间', text: fullWords(millis(visit.created_at)) },
  ]
}

export const companionsOf = (visit: Visit): Line[] =>
  visit.companions.map(({ name, document }, place) => ({
    key: String(place),
    label: name,
    text: `${documentName(document.kind)} ${document.number_masked}`,
  }))

/** One line for each declared item; `fileId` where a picture was uploaded. */
export function healthOf(health: Health | null): HealthLine[] {
  const { health_code: code, travel_code: travel, nucleic_acid: test } = health ?? {}
  return [
    ...(code ? [{ key: 'code', label: '健康码', text: HEALTH[code.status], fileId: code.file_id ?? '' }] : []),
    ...(travel ? [{ key: 'travel', label: '行程码', text: '已上传', fileId: travel.file_id }] : []),
    ...(test ? [{ key: 'test', label: '核酸检测', text: testWords(test), fileId: test.file_id ?? '' }] : []),
  ]
}

function testWords({ result, sampled_at }: NonNullable<Health['nucleic_acid']>): string {
  return `${HEALTH[result]}，${fullWords(millis(sampled_at))} 采样`
}

/** A decision that came too late: who decided what, and when; the server's own words where nobody is named. */
export function lostRace({ code, context, detail }: Problem, now: number): string {
  const { decided_by: by, decision, decided_at: at } = context
  if (code !== 'already_decided' || typeof by !== 'string' || typeof at !== 'string') return detail
  return `${by} ${momentWords(millis(at), now)} ${taskStatus(String(decision)).word}，您的操作没有生效。`
}

/** What comes now that this step has been decided. */
export function afterwards(task: Task, visit: Visit): string {
  if (task.status === 'approved' && visit.status === 'approved') return '全部审批已完成，访客会收到通知并得到访客码。'
  if (visit.status === 'in_review' && visit.current) return `现在等待 ${visit.current.holders.join('、')} 审批。`
  return visit.status === 'returned' ? '访客改好重新提交后，会再请您审批。' : '访客会收到通知，并看到您写的原因。'
}
