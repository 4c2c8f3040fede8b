/** From what was typed to what is sent. */
import type { ApplicationForm, CompanionIn, DocumentIn, Health, Invitation, Visit, VisitIn, VisitPatch } from '../../../api/types'
import type { CompanionDraft } from '../../../components/companions-input/model'
import type { DocumentDraft } from '../../../components/document-input/model'
import { dateOf } from '../../../lib/time'
import { checkDocument, checkName, checkPhone, checkPlate } from '../../../lib/validate'
import { ofVisit, type Draft, type HealthDraft } from './draft'

export const fieldKeys = (form: ApplicationForm): Set<string> =>
  new Set(form.sections.flatMap(({ fields }) => fields.map(({ key }) => key)))

/** A whole application. The same draft gives the same text, so that sending it again is the same act. */
export function visitIn(draft: Draft, form: ApplicationForm, invitation: Invitation): VisitIn {
  const keys = fieldKeys(form)
  return {
    invitation_code: invitation.code,
    visitor_name: checkName(draft.visitor_name).value,
    phone: checkPhone(draft.phone).value,
    document: documentIn(draft.document),
    visit_from: draft.visit_from,
    visit_to: draft.visit_to,
    ...(invitation.department_open && draft.department ? { department_id: draft.department.id } : {}),
    purpose: draft.purpose.trim(),
    companions: keys.has('companions') ? draft.companions.map(companionIn) : [],
    vehicle: vehicleIn(draft),
    ...(keys.has('weekdays') && draft.weekdays.length ? { weekdays: draft.weekdays } : {}),
    ...(draft.daily_from && draft.daily_to ? { daily_from: draft.daily_from, daily_to: draft.daily_to } : {}),
    health: healthIn(draft.health, keys),
    consents: [{ notice: form.notice.key, version: draft.consent }],
  }
}

/** Only what the visitor changed; null where nothing was. */
export function patchOf(draft: Draft, visit: Visit, form: ApplicationForm): VisitPatch | null {
  const before = ofVisit(visit)
  const keys = fieldKeys(form)
  const changed = (...names: (keyof Draft)[]) => names.some((name) => !same(draft[name], before[name]))
  const patch: VisitPatch = {
    ...(changed('visitor_name') ? { visitor_name: checkName(draft.visitor_name).value } : {}),
    ...(draft.document.number ? { document: documentIn(draft.document) } : {}),
    ...(changed('visit_from') ? { visit_from: draft.visit_from } : {}),
    ...(changed('visit_to') ? { visit_to: draft.visit_to } : {}),
    ...(changed('purpose') ? { purpose: draft.purpose.trim() } : {}),
    ...(changed('companions') ? { companions: draft.companions.map(companionIn) } : {}),
    ...(changed('driving', 'plate') ? { vehicle: vehicleIn(draft) } : {}),
    ...(changed('weekdays') ? { weekdays: draft.weekdays.length ? draft.weekdays : null } : {}),
    ...(changed('daily_from', 'daily_to')
      ? { daily_from: draft.daily_from || null, daily_to: draft.daily_to || null }
      : {}),
    ...(changed('health') ? { health: healthIn(draft.health, keys) } : {}),
  }
  return Object.keys(patch).length ? patch : null
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function documentIn({ kind, number, issuing_state }: DocumentDraft): DocumentIn {
  const { value } = checkDocument(kind, number, dateOf(Date.now()))
  return kind === 'passport' ? { kind, number: value, issuing_state } : { kind, number: value }
}

const companionIn = ({ name, document }: CompanionDraft): CompanionIn => ({
  name: checkName(name).value,
  document: documentIn(document),
})

const vehicleIn = ({ driving, plate }: Draft) => (driving ? { plate: checkPlate(plate).value } : null)

function healthIn(health: HealthDraft, keys: Set<string>): Health | null {
  const given: Health = {
    ...(keys.has('health.health_code') && health.status
      ? { health_code: { status: health.status, ...file(health.health_code) } }
      : {}),
    ...(keys.has('health.travel_code') && health.travel_code
      ? { travel_code: { file_id: health.travel_code.id } }
      : {}),
    ...(keys.has('health.nucleic_acid') && health.result
      ? { nucleic_acid: { result: health.result, sampled_at: health.sampled_at, ...file(health.nucleic_acid) } }
      : {}),
  }
  return Object.keys(given).length ? given : null
}

const file = (uploaded: { id: string } | null) => (uploaded ? { file_id: uploaded.id } : {})
