/** What the pass shows at this second, from what the server last said. Works without a network for the day. */
import type { EntryPass, Visit } from '../../../api/types'
import { clockOf, dateOf, fullWords, lengthWords, millis, momentWords, secondsOf, spanWords } from '../../../lib/time'
import { weeklyWords } from '../../../lib/weekdays'
import { bytesOf, hotp, qrText, stepOf } from './code'

/** The server's last word, and by how much its clock was ahead of the phone's. */
export interface Snapshot {
  pass: EntryPass
  visit: Pick<
    Visit,
    | 'visitor_name'
    | 'phone_masked'
    | 'department'
    | 'companions'
    | 'vehicle'
    | 'weekdays'
    | 'daily_from'
    | 'daily_to'
    | 'purpose'
  >
  ahead: number
}

export type State = 'active' | 'inside' | 'not_yet' | 'not_now' | 'over' | 'revoked' | 'stale'

const STATES: Record<State, { title: string; tone: string; live: boolean }> = {
  active: { title: '可入校', tone: 'success', live: true },
  inside: { title: '已入校', tone: 'success', live: true },
  not_yet: { title: '还没到入校时间', tone: 'warning', live: false },
  not_now: { title: '现在不是约定的来访时段', tone: 'warning', live: false },
  over: { title: '已结束', tone: 'default', live: false },
  revoked: { title: '已失效', tone: 'danger', live: false },
  stale: { title: '需要联网更新', tone: 'warning', live: false },
}

// A phone that is further off than this would show wrong times elsewhere too.
const CLOCK_WRONG_MS = 60_000
const DAY = 24 * 3_600_000

export function snapshotOf(pass: EntryPass, visit: Visit, phoneNow: number): Snapshot {
  const { visitor_name, phone_masked, department, companions, vehicle, weekdays, daily_from, daily_to, purpose } = visit
  return {
    pass,
    visit: { visitor_name, phone_masked, department, companions, vehicle, weekdays, daily_from, daily_to, purpose },
    ahead: millis(pass.server_time) - phoneNow,
  }
}

/** Whether today's secret has run out: at the school's midnight. */
export function isStale({ pass }: Snapshot, now: number): boolean {
  return dateOf(millis(pass.server_time)) !== dateOf(now)
}

/** `now` is the school's time: the phone's plus `ahead`. */
export function stateOf(snapshot: Snapshot, now: number): State {
  const { pass, visit } = snapshot
  if (pass.state === 'revoked') return 'revoked'
  if (isStale(snapshot, now)) return 'stale'
  // Whoever is inside still has to leave, however late.
  if (pass.inside) return 'inside'
  if (pass.state === 'over' || now > millis(pass.valid_to)) return 'over'
  if (now < millis(pass.opens_at)) return 'not_yet'
  return withinHours(visit, now) ? 'active' : 'not_now'
}

function withinHours({ weekdays, daily_from, daily_to }: Snapshot['visit'], now: number): boolean {
  const weekday = new Date(`${dateOf(now)}T00:00:00Z`).getUTCDay() || 7
  if (weekdays?.length && !weekdays.includes(weekday)) return false
  return !daily_from || !daily_to || (clockOf(now) >= daily_from && clockOf(now) <= daily_to)
}

/** Everything that changes with the second. */
export function liveView(snapshot: Snapshot, now: number) {
  const { pass } = snapshot
  const state = stateOf(snapshot, now)
  const { title, tone, live } = STATES[state]
  const code = hotp(bytesOf(pass.day_secret), stepOf(now, pass.step_seconds))
  const left = pass.step_seconds - (Math.floor(now / 1000) % pass.step_seconds)
  return {
    state,
    title,
    tone,
    live,
    hint: hintOf(state, snapshot, now),
    qr: qrText(pass.number, code),
    left,
    percent: Math.round((left / pass.step_seconds) * 100),
    clock: secondsOf(now),
  }
}

function hintOf(state: State, { pass, visit }: Snapshot, now: number): string {
  const opens = millis(pass.opens_at)
  switch (state) {
    case 'active':
      return '请在校门出示，由门岗扫码'
    case 'inside':
      return `入校时间 ${pass.inside_since ? momentWords(millis(pass.inside_since), now) : ''}，离校时请再次出示`
    case 'not_yet':
      return `${momentWords(opens, now)} 起可入校，还有 ${countdown(opens - now)}`
    case 'not_now':
      return `约定的时段是 ${weeklyWords(visit.weekdays, visit.daily_from, visit.daily_to)}`
    case 'over':
      return '来访时间已过，如需再来请重新申请'
    case 'revoked':
      return '这次预约已被撤回或撤销，不能入校。有疑问请联系对接人'
    case 'stale':
      return '手机上只有昨天的访客码，联网后会自动更新'
  }
}

/** 29 分 05 秒 near the time, days and hours far from it. */
function countdown(length: number): string {
  if (length >= DAY) return lengthWords(length)
  const seconds = Math.max(0, Math.ceil(length / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [hours = 0, minutes = 0, rest = 0] = parts
  const two = (n: number): string => String(n).padStart(2, '0')
  return hours ? `${hours} 小时 ${two(minutes)} 分 ${two(rest)} 秒` : `${minutes} 分 ${two(rest)} 秒`
}

function gatesOf({ gates, gate_directions: ways = [] }: EntryPass) {
  return gates.map((name) => ({ name, way: ways.find((way) => way.name === name)?.directions ?? '' }))
}

/** What stays the same while the page is open. */
export function cardView({ pass, visit, ahead }: Snapshot, now: number) {
  return {
    name: visit.visitor_name,
    department: visit.department.name,
    purpose: visit.purpose,
    when: spanWords(millis(pass.valid_from), millis(pass.valid_to), now),
    weekly: weeklyWords(visit.weekdays, visit.daily_from, visit.daily_to),
    plate: visit.vehicle?.plate ?? '',
    companions: visit.companions.map(({ name }) => name).join('、'),
    gates: gatesOf(pass),
    contact: pass.contact.name,
    phone: pass.contact.phone ?? '',
    shortCode: pass.short_code.replace(/^(.{4})/, '$1 '),
    tail: visit.phone_masked.slice(-4),
    asOf: fullWords(millis(pass.server_time)),
    clockWrong: Math.abs(ahead) > CLOCK_WRONG_MS,
  }
}
