/** An invitation as its card shows it, and what may be done with it. */
import type { Invitation } from '../../../api/types'
import { invitationStatus, type Shown } from '../../../lib/status'
import { millis, spanWords } from '../../../lib/time'

export interface InvitationView {
  code: string
  department: string
  contact: string
  type: string
  purpose: string
  when: string
  uses: string
  status: Shown
  usable: boolean
}

const USABLE = ['sent', 'opened']

export function invitationView(invitation: Invitation, now: number): InvitationView {
  const { status, uses_left, valid_to } = invitation
  return {
    code: invitation.code,
    department: invitation.department_open ? '到访单位由您选择' : invitation.department.name,
    contact: invitation.contact.name,
    type: invitation.visitor_type === 'long_term' ? '长期访客' : '临时访客',
    purpose: invitation.purpose,
    when: spanWords(millis(invitation.valid_from), millis(valid_to), now),
    uses: uses_left > 1 ? `还可申请 ${uses_left} 次` : '',
    status: invitationStatus(status),
    usable: USABLE.includes(status) && uses_left > 0 && millis(valid_to) > now,
  }
}

/** Those that can be used come first; the server's order within. */
export function sorted(views: InvitationView[]): InvitationView[] {
  return [...views].sort((one, other) => Number(other.usable) - Number(one.usable))
}
