/** What the first page says. */
import type { Me } from '../../api/types'

/** Who I am in a few words; empty while nobody knows. */
export function whoWords(me: Me | null): string {
  if (!me) return ''
  if (me.staff) return `${me.staff.name} · ${me.staff.department.name}`
  return me.visitor?.phone_masked ?? '绑定手机号'
}
