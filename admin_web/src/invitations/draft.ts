/** An invitation while it is being typed, and as the API wants it. */
import type { InvitationIn, StaffInvitation } from '@/http/schema'
import { temporaryPresets } from '@/pickers/windows'
import { fromWall } from '@/ui/time'

/** What the form holds; times as the pickers write them. */
export interface Typed {
  phone: string
  visitor_name: string
  visitor_type: 'temporary' | 'long_term'
  valid_from: string
  valid_to: string
  purpose: string
  contact_id: string
  department_id: string | undefined
  department_open: boolean
  gate_ids: string[]
  max_uses: number
  note: string
}

/** Nothing but the defaults: tomorrow, once, for a conversation. */
export function blankInvitation(now: Date): Typed {
  const usual = temporaryPresets(now).find(({ label }) => label === '明天')
  return {
    phone: '',
    visitor_name: '',
    visitor_type: 'temporary',
    valid_from: usual?.from ?? '',
    valid_to: usual?.to ?? '',
    purpose: '来访交流',
    contact_id: '',
    department_id: undefined,
    department_open: false,
    gate_ids: [],
    max_uses: 1,
    note: '',
  }
}

/** The sentences for what was left empty; null when nothing was. */
export function missingIn(typed: Typed): Record<string, string> | null {
  const needed: [keyof Typed, string][] = [
    ['phone', '请填写访客的手机号。'],
    ['visitor_name', '请填写访客的姓名。'],
    ['valid_to', '请选择来访时间。'],
    ['purpose', '请写明来访事由。'],
  ]
  const missing = needed.filter(([field]) => !String(typed[field] ?? '').trim())
  return missing.length ? Object.fromEntries(missing) : null
}

/** The request's body; what was not chosen is left to the server's defaults. */
export function invitationBody(typed: Typed): InvitationIn {
  const { contact_id, department_id, gate_ids, valid_from, valid_to, ...rest } = typed
  return {
    ...rest,
    valid_from: fromWall(valid_from),
    valid_to: fromWall(valid_to),
    ...(contact_id ? { contact_id } : {}),
    ...(department_id ? { department_id } : {}),
    ...(gate_ids.length ? { gate_ids } : {}),
  }
}

/** The same invitation once more; the phone is masked, so it is typed again, and the time is suggested anew. */
export function againFrom(invitation: StaffInvitation): Partial<Typed> {
  const { visitor_name, visitor_type, purpose, contact, department, department_open, gate_ids, max_uses, note } = invitation
  return {
    visitor_name,
    visitor_type: visitor_type as Typed['visitor_type'],
    purpose,
    contact_id: contact.id,
    department_id: department.id,
    department_open,
    gate_ids: gate_ids ?? [],
    max_uses,
    note,
  }
}
