/** What a visitor may ask of the server, a line a call. All throw Problem. */
import { get, send, upload } from '../lib/request'
import type {
  ApplicationForm,
  EntryPass,
  Invitation,
  Page,
  Ref,
  UploadedFile,
  Visit,
  VisitCard,
  VisitIn,
  VisitPatch,
  VisitTab,
  VisitorType,
} from './types'

export const provePhone = (code: string) =>
  send<{ phone: string; phone_masked: string }>('POST', '/visitor/phone', { code })

/** Without a number: what was sent to the one this WeChat account has proved. */
export const findInvitations = (phone: string, after?: string | null) =>
  get<Page<Invitation>>('/visitor/invitations', { phone, after })

export const listDepartments = () => get<{ items: Ref[] }>('/visitor/departments')

export const readForm = (visitor_type: VisitorType) => get<ApplicationForm>('/visitor/form', { visitor_type })

export const uploadFile = (filePath: string, purpose: string) =>
  upload<UploadedFile>('/visitor/files', filePath, { purpose })

export const submitVisit = (visit: VisitIn) =>
  send<Visit>('POST', '/visitor/visits', visit, { key: `apply:${visit.invitation_code}` })

export const listVisits = (tab?: VisitTab, after?: string | null) =>
  get<Page<VisitCard>>('/visitor/visits', { tab, after })

export const countVisits = () => get<Record<VisitTab, number>>('/visitor/visits/counts')

export const readVisit = (id: string) => get<Visit>(`/visitor/visits/${id}`)

export const repairVisit = (id: string, patch: VisitPatch) => send<Visit>('PATCH', `/visitor/visits/${id}`, patch)

export const resubmitVisit = (id: string) =>
  send<Visit>('POST', `/visitor/visits/${id}/resubmit`, undefined, { key: `resubmit:${id}` })

export const withdrawVisit = (id: string, reason: string) =>
  send<Visit>('POST', `/visitor/visits/${id}/withdraw`, { reason }, { key: `withdraw:${id}` })

export const urgeVisit = (id: string) => send<Visit>('POST', `/visitor/visits/${id}/urge`)

export const readPass = (id: string) => get<EntryPass>(`/visitor/visits/${id}/pass`)

export const reportSubscriptions = (results: Record<string, string>) =>
  send<undefined>('POST', '/visitor/subscriptions', { results })
