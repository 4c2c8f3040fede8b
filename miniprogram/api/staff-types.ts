/** What the server answers to staff. Names as in the API; times are RFC 3339 texts. */
import type { Ref, Visit, VisitCard, VisitorType } from './types'

export type Box = 'todo' | 'done' | 'started' | 'copied'
export type Counts = Record<Box, number>
export type Act = 'approve' | 'reject' | 'return' | 'transfer' | 'recall'

export interface TaskHead {
  id: string
  step: string
  name: string
  status: string
  opened_at: string | null
  due_at: string | null
}

export interface TaskRow extends TaskHead {
  visit: VisitCard
}

export interface Task extends TaskHead {
  decided_at: string | null
  comment: string
}

export interface Decided {
  task: Task
  visit: Visit
}

export interface Case extends Decided {
  actions: Act[]
  visits_this_week: number
}

export interface Colleague {
  id: string
  name: string
  department: Ref
}

export interface InvitationIn {
  phone: string
  visitor_name: string
  visitor_type: VisitorType
  purpose: string
  valid_from: string
  valid_to: string
}

export interface StaffInvitation extends InvitationIn {
  id: string
  code: string
  status: string
  phone_masked: string
  department: Ref
  contact: Ref
}

/** Whether messages of the school arrive at this member of staff, and which to ask consent for in the mini-program. */
export interface Reach {
  state: string
  notice: string | null
  subscribe_templates: string[]
}
