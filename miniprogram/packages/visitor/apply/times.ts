/** When a visit may begin and end, and what stands against every other time. */
import type { ApplicationForm, Invitation } from '../../../api/types'
import type { Bound, Range } from '../../../components/time-sheet/model'
import { millis, momentWords } from '../../../lib/time'

type Limits = ApplicationForm['limits']
type Window = Pick<Invitation, 'valid_from' | 'valid_to'> | null

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
// How far back a test may lie that still says anything.
const SAMPLE_DAYS = 30

/** When the visitor may come. `invitation` null: a returned visit, whose window only the server knows. */
export function arrivalRange(limits: Limits, invitation: Window, now: number): Range {
  const earliest: Bound[] = [{ at: now - limits.backdate_minutes * MINUTE, why: '这个时间已经过去。' }]
  const latest: Bound[] = [{ at: now + limits.book_ahead_days * DAY, why: `最多可提前${limits.book_ahead_days}天预约。` }]
  if (invitation) {
    earliest.push(invitationBegins(invitation, now))
    latest.push(invitationEnds(invitation, now))
  }
  return { from: last(earliest), to: first(latest) }
}

/** When the visitor may leave, once the arrival is known. */
export function departureRange(arrival: string, limits: Limits, invitation: Window, now: number): Range {
  const begin = arrival ? millis(arrival) : arrivalRange(limits, invitation, now).from.at
  const earliest: Bound[] = [
    { at: begin + MINUTE, why: '离开时间要晚于到访时间。' },
    { at: now + MINUTE, why: '这个时间已经过去。' },
  ]
  const latest: Bound[] = [{ at: begin + limits.longest_hours * HOUR, why: tooLong(limits.longest_hours) }]
  if (invitation) latest.push(invitationEnds(invitation, now))
  return { from: last(earliest), to: first(latest) }
}

/** When a test may have been taken. */
export function sampleRange(now: number): Range {
  return {
    from: { at: now - SAMPLE_DAYS * DAY, why: `请填写近${SAMPLE_DAYS}天内的检测。` },
    to: { at: now, why: '采样时间不能晚于现在。' },
  }
}

const invitationBegins = ({ valid_from }: NonNullable<Window>, now: number): Bound => ({
  at: millis(valid_from),
  why: `邀请从 ${momentWords(millis(valid_from), now)} 起有效。`,
})

const invitationEnds = ({ valid_to }: NonNullable<Window>, now: number): Bound => ({
  at: millis(valid_to),
  why: `邀请到 ${momentWords(millis(valid_to), now)} 为止，需要更晚请联系邀请您的老师。`,
})

function tooLong(hours: number): string {
  return hours % 24 === 0 && hours > 72 ? `长期访客最长${hours / 24}天。` : `一次来访最长${hours}小时。`
}

const last = (bounds: Bound[]): Bound => bounds.reduce((one, other) => (other.at > one.at ? other : one))
const first = (bounds: Bound[]): Bound => bounds.reduce((one, other) => (other.at < one.at ? other : one))
