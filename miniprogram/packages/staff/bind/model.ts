/** What the page says about the tie between this WeChat and a staff account. */
import type { Me } from '../../../api/types'
import type { Problem } from '../../../lib/problem'

export interface Bound {
  name: string
  department: string
  /** What to do so that reminders arrive; empty when they do. */
  advice: string
}

// Bound in the mini-program, the service account may still be unknown, left, or silenced.
const ADVICE: Record<string, string> = {
  bound: '',
  not_bound: '您可以在小程序里审批，但还收不到微信提醒。请在微信里搜索并关注学校服务号。',
  not_following: '您没有关注学校服务号，收不到微信提醒。请在微信里重新关注。',
  muted: '您拒收了学校服务号的消息，收不到微信提醒。请打开服务号，在消息设置里重新允许。',
}

/** What to do so that messages arrive; empty when they do. */
export const advice = (state: string): string => ADVICE[state] ?? ''

/** The account this WeChat is bound to, or null. */
export function boundOf(me: Me): Bound | null {
  if (!me.staff) return null
  return { name: me.staff.name, department: me.staff.department.name, advice: advice(me.staff.wechat?.state ?? 'bound') }
}

export interface Typed {
  username: string
  password: string
}

export type Wrong = Partial<Record<keyof Typed, string>>

/** What was left empty; null when nothing. */
export function missingIn({ username, password }: Typed): Wrong | null {
  if (!username.trim()) return { username: '请填写用户名。' }
  return password ? null : { password: '请填写密码。' }
}

/** A refusal on the fields it is about; without fields, one sentence for all. */
export function wrongOf({ errors, detail }: Problem): { wrong: Wrong; failure: string } {
  const wrong: Wrong = Object.fromEntries(errors.map(({ field, message }) => [field, message]))
  return { wrong, failure: errors.length ? '' : detail }
}
