/** What is typed into the application: an empty one, one of an invitation, one of a returned visit. */
import type { ApplicationForm, DocumentOut, Invitation, Ref, Visit } from '../../../api/types'
import type { CompanionDraft } from '../../../components/companions-input/model'
import { NO_DOCUMENT, type DocumentDraft } from '../../../components/document-input/model'
import { clockOf, dateOf, isoOf, millis } from '../../../lib/time'

export interface FileDraft {
  id: string
  /** Where the picture lies on this phone; empty when it was uploaded another time. */
  path: string
}

export interface HealthDraft {
  status: '' | 'green' | 'yellow' | 'red'
  health_code: FileDraft | null
  travel_code: FileDraft | null
  result: '' | 'negative' | 'positive'
  sampled_at: string
  nucleic_acid: FileDraft | null
}

export interface Draft {
  visitor_name: string
  phone: string
  document: DocumentDraft
  visit_from: string
  visit_to: string
  weekdays: number[]
  daily_from: string
  daily_to: string
  department: Ref | null
  purpose: string
  companions: CompanionDraft[]
  driving: boolean
  plate: string
  health: HealthDraft
  /** The version of the notice that was agreed to; empty before. */
  consent: string
}

const NO_HEALTH: HealthDraft = {
  status: '',
  health_code: null,
  travel_code: null,
  result: '',
  sampled_at: '',
  nucleic_acid: null,
}

export const NO_DRAFT: Draft = {
  visitor_name: '',
  phone: '',
  document: NO_DOCUMENT,
  visit_from: '',
  visit_to: '',
  weekdays: [],
  daily_from: '',
  daily_to: '',
  department: null,
  purpose: '',
  companions: [],
  driving: false,
  plate: '',
  health: NO_HEALTH,
  consent: '',
}

/** Filled in as far as the invitation knows; `phone` is the one it was found by. */
export function ofInvitation(invitation: Invitation, limits: ApplicationForm['limits'], phone: string): Draft {
  return {
    ...NO_DRAFT,
    visitor_name: invitation.visitor_name,
    phone,
    purpose: invitation.purpose,
    department: invitation.department_open ? null : invitation.department,
    ...wholeWindow(invitation, limits),
  }
}

/** Whoever invited for a certain time meant that time; from a longer window the visitor chooses. */
function wholeWindow({ valid_from, valid_to }: Invitation, { longest_hours }: ApplicationForm['limits']) {
  const [from, to] = [millis(valid_from), millis(valid_to)]
  const meant = to - from <= longest_hours * 3_600_000 && dateOf(from) === dateOf(to) && clockOf(from) !== '00:00'
  return meant ? { visit_from: local(valid_from), visit_to: local(valid_to) } : {}
}

/** A returned visit as it was typed; what the server hides stays empty. */
export function ofVisit(visit: Visit): Draft {
  return {
    ...NO_DRAFT,
    visitor_name: visit.visitor_name,
    document: typed(visit.document),
    visit_from: local(visit.visit_from),
    visit_to: local(visit.visit_to),
    weekdays: visit.weekdays ?? [],
    daily_from: visit.daily_from ?? '',
    daily_to: visit.daily_to ?? '',
    department: visit.department,
    purpose: visit.purpose,
    companions: visit.companions.map(({ name, document }) => ({
      name,
      document: typed(document),
      masked: document.number_masked,
    })),
    driving: visit.vehicle !== null,
    plate: visit.vehicle?.plate ?? '',
    health: healthOf(visit.health),
  }
}

/** A draft of another time: WeChat has thrown the pictures' temporary files away since; the school has them. */
export function resumed(draft: Draft): Draft {
  const kept = (file: FileDraft | null): FileDraft | null => file && { ...file, path: '' }
  const { health_code, travel_code, nucleic_acid } = draft.health
  const files = { health_code: kept(health_code), travel_code: kept(travel_code), nucleic_acid: kept(nucleic_acid) }
  return { ...draft, health: { ...draft.health, ...files } }
}

const typed = ({ kind, issuing_state }: DocumentOut): DocumentDraft => ({
  kind,
  number: '',
  issuing_state: issuing_state ?? '',
})

function healthOf(health: Visit['health']): HealthDraft {
  const file = (id: string | null | undefined): FileDraft | null => (id ? { id, path: '' } : null)
  const test = health?.nucleic_acid
  return {
    status: health?.health_code?.status ?? '',
    health_code: file(health?.health_code?.file_id),
    travel_code: file(health?.travel_code?.file_id),
    result: test?.result ?? '',
    sampled_at: test ? local(test.sampled_at) : '',
    nucleic_acid: file(test?.file_id),
  }
}

/** The same moment in the form the time sheet gives, so that an untouched time is seen to be untouched. */
const local = (iso: string): string => isoOf(dateOf(millis(iso)), clockOf(millis(iso)))
