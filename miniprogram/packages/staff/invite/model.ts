/** An invitation while it is being typed, as the API wants it, and as the visitor is told of it. */
import type { InvitationIn, StaffInvitation } from '../../../api/staff-types'
import type { VisitorType } from '../../../api/types'
import type { Problem } from '../../../lib/problem'
import { clockOf, dateOf, dayWords, fullWords, isoOf, millis } from '../../../lib/time'

/** Dates and clocks as the pickers write them, on the school's clock. */
export interface Typed {
  phone: string
  visitor_name: string
  visitor_type: VisitorType
  purpose: string
  from_date: string
  from_clock: string
  to_date: string
  to_clock: string
}

export type Times = Pick<Typed, 'from_date' | 'from_clock' | 'to_date' | 'to_clock'>

export interface Preset extends Times {
  label: string
}

export const PURPOSES = ['来访交流', '参加会议', '面试应聘', '送货取件', '设备维修']

const DAY = 86_400_000
const QUARTER = 900_000
const MORNING = '08:00'
const EVENING = '18:00'
const NIGHT = '22:00'
/** From this hour on, today's evening is too near to be meant. */
const LATE = '17:00'
const TOO_LATE = '21:00'

function day(label: string, now: number, days: number): Preset {
  const date = dateOf(now + days * DAY)
  return { label, from_date: date, from_clock: MORNING, to_date: date, to_clock: EVENING }
}

function soon(label: string, now: number, days: number): Preset {
  const from = Math.ceil(now / QUARTER) * QUARTER
  const to_clock = days || clockOf(from) < LATE ? EVENING : NIGHT
  return { label, from_date: dateOf(from), from_clock: clockOf(from), to_date: dateOf(now + days * DAY), to_clock }
}

/** The times people usually mean; today only while there is some of it left. */
export function presetsFor(type: VisitorType, now: number): Preset[] {
  if (type === 'long_term') return [soon('一个月', now, 30), soon('三个月', now, 90), soon('半年', now, 180)]
  const today = clockOf(Math.ceil(now / QUARTER) * QUARTER) < TOO_LATE && clockOf(now) < TOO_LATE
  return [...(today ? [soon('今天', now, 0)] : []), day('明天', now, 1), day('后天', now, 2), soon('一周内', now, 7)]
}

export function timesOf({ from_date, from_clock, to_date, to_clock }: Times): Times {
  return { from_date, from_clock, to_date, to_clock }
}

/** Nothing but the defaults: tomorrow, for a conversation. */
export function blank(now: number): Typed {
  return {
    phone: '',
    visitor_name: '',
    visitor_type: 'temporary',
    purpose: PURPOSES[0] ?? '',
    ...timesOf(day('明天', now, 1)),
  }
}

/** The name of the preset that says these times; empty when they were chosen by hand. */
export function presetNamed(typed: Typed, now: number): string {
  const same = (preset: Preset): boolean => JSON.stringify(timesOf(preset)) === JSON.stringify(timesOf(typed))
  return presetsFor(typed.visitor_type, now).find(same)?.label ?? ''
}

/** Both days as people say them. */
export function daysOf(typed: Times, now: number): { from: string; to: string } {
  const day = (date: string): string => dayWords(millis(isoOf(date, '12:00')), now)
  return { from: day(typed.from_date), to: day(typed.to_date) }
}

export type Wrong = Record<string, string>

/** The sentences for what is missing or turned round; null when nothing is. */
export function wrongIn(typed: Typed): Wrong | null {
  const wrong: Wrong = {
    ...(typed.phone.trim() ? {} : { phone: '请填写访客的手机号。' }),
    ...(typed.visitor_name.trim() ? {} : { visitor_name: '请填写访客的姓名。' }),
    ...(typed.purpose.trim() ? {} : { purpose: '请写明来访事由。' }),
    ...(reversed(typed) ? { valid_to: '结束时间必须晚于开始时间。' } : {}),
  }
  return Object.keys(wrong).length ? wrong : null
}

/** A refusal on the fields it is about; without fields, one sentence for all. */
export function wrongOf({ errors, detail }: Problem): { wrong: Wrong; failure: string } {
  const wrong: Wrong = Object.fromEntries(errors.map(({ field, message }) => [field, message]))
  return { wrong, failure: errors.length ? '' : detail }
}

function reversed(typed: Typed): boolean {
  return `${typed.to_date} ${typed.to_clock}` <= `${typed.from_date} ${typed.from_clock}`
}

export function bodyOf(typed: Typed): InvitationIn {
  return {
    phone: typed.phone.trim(),
    visitor_name: typed.visitor_name.trim(),
    visitor_type: typed.visitor_type,
    purpose: typed.purpose.trim(),
    valid_from: isoOf(typed.from_date, typed.from_clock),
    valid_to: isoOf(typed.to_date, typed.to_clock),
  }
}

/** A code in groups of four, as it is easiest to type: ABCD-EFGH-JKLM. */
export const grouped = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code

/** The whole message, ready to be pasted into a chat or a text message. */
export function shareText(invitation: StaffInvitation, school: string): string {
  const { visitor_name, contact, department, valid_from, valid_to, purpose, code } = invitation
  return [
    `${visitor_name}，您好！${department.name} ${contact.name} 邀请您到${school}（${purpose}）。`,
    `请在 ${fullWords(millis(valid_from))} 至 ${fullWords(millis(valid_to))} 之间来访。`,
    `来访前请打开微信小程序“${school}访客预约”，在“我的邀请码”中用接收邀请的手机号查询，填写进校申请。邀请码：${grouped(code)}`,
  ].join('\n')
}
