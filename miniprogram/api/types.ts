/** What the server answers. Names as in the API; times are RFC 3339 texts. */
export type DocumentKind = 'resident_id' | 'hk_macao_permit' | 'taiwan_permit' | 'foreign_permanent_resident' | 'passport'
export type VisitorType = 'temporary' | 'long_term'
export type VisitStatus =
  | 'in_review'
  | 'returned'
  | 'approved'
  | 'rejected'
  | 'withdrawn'
  | 'revoked'
  | 'expired'
  | 'finished'
export type VisitTab = 'approved' | 'in_review' | 'rejected' | 'other'

export interface Ref {
  id: string
  name: string
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export interface School {
  name: string
  brand_color: string
  utc_offset_minutes: number
}

export interface Me {
  visitor: { id: string; phone_masked: string | null; phone_proven: boolean } | null
  staff: { id: string; name: string; department: Ref; roles: string[]; wechat?: { state: string; notice: string | null } } | null
  permissions: string[]
  must_change_password: boolean
}

export interface SignedIn {
  token: string
  me: Me
}

export interface Invitation {
  code: string
  status: string
  visitor_name: string
  visitor_type: VisitorType
  department: Ref
  department_open: boolean
  contact: { name: string }
  purpose: string
  valid_from: string
  valid_to: string
  uses_left: number
}

export interface FormField {
  key: string
  type: string
  label: string
  required: boolean
}

export interface FormSection {
  key: string
  title: string
  fields: FormField[]
}

export interface ApplicationForm {
  sections: FormSection[]
  notice: { key: string; version: string; title: string; text: string }
  subscribe_templates: string[]
  limits: { book_ahead_days: number; longest_hours: number; companions_max: number; backdate_minutes: number }
}

export interface DocumentIn {
  kind: DocumentKind
  number: string
  issuing_state?: string | null
}

export interface DocumentOut {
  kind: DocumentKind
  number_masked: string
  issuing_state: string | null
}

export interface CompanionIn {
  name: string
  document: DocumentIn
}

export interface CompanionOut {
  name: string
  document: DocumentOut
}

export interface Health {
  health_code?: { status: 'green' | 'yellow' | 'red'; file_id?: string | null }
  travel_code?: { file_id: string }
  nucleic_acid?: { result: 'negative' | 'positive'; sampled_at: string; file_id?: string | null }
}

export interface VisitIn {
  invitation_code: string
  visitor_name: string
  phone: string
  document: DocumentIn
  visit_from: string
  visit_to: string
  department_id?: string
  purpose: string
  companions: CompanionIn[]
  vehicle: { plate: string } | null
  weekdays?: number[]
  daily_from?: string
  daily_to?: string
  health: Health | null
  consents: { notice: string; version: string }[]
}

/** What a returned visit may change; a key left out stays as it was. */
export interface VisitPatch {
  visitor_name?: string
  document?: DocumentIn
  visit_from?: string
  visit_to?: string
  purpose?: string
  companions?: CompanionIn[]
  vehicle?: { plate: string } | null
  weekdays?: number[] | null
  daily_from?: string | null
  daily_to?: string | null
  health?: Health | null
}

export interface CurrentStep {
  step: string
  name: string
  holders: string[]
  since: string
  due_at: string | null
}

export interface VisitCard {
  id: string
  number: string
  status: VisitStatus
  visitor_type: VisitorType
  visitor_name: string
  phone_masked: string
  document: DocumentOut
  visit_from: string
  visit_to: string
  weekdays: number[] | null
  daily_from: string | null
  daily_to: string | null
  department: Ref
  contact: { name: string }
  purpose: string
  companions: CompanionOut[]
  vehicle: { plate: string; kind: string | null } | null
  created_at: string
  current: CurrentStep | null
  pass_available: boolean
}

export interface FlowStep {
  step: string
  name: string
  status: string
  holders: string[]
  decided_by: string | null
  decided_at: string | null
  duration_seconds: number | null
  comment: string
}

export interface HistoryLine {
  at: string
  actor: string
  event: string
  comment: string
}

export interface Visit extends VisitCard {
  /** Null: every gate will do. */
  gates: Ref[] | null
  health: Health | null
  flow: FlowStep[]
  history: HistoryLine[]
  actions: string[]
  fields_to_repair: string[] | null
}

export interface EntryPass {
  number: string
  qr: string
  code: string
  step_seconds: number
  day_secret: string
  server_time: string
  opens_at: string
  valid_from: string
  valid_to: string
  state: 'active' | 'not_yet' | 'over' | 'revoked'
  inside: boolean
  inside_since: string | null
  contact: { name: string; phone: string | null }
  gates: string[]
  /** How to get to each; a pass that the phone kept from before has none. */
  gate_directions?: { name: string; directions: string }[]
  short_code: string
}

export interface UploadedFile {
  id: string
  content_type: string
  size: number
}
