/** Calls about invitations. */
import { http } from '@/http/client'
import type { InvitationIn, InvitationStatus, StaffInvitation, StaffInvitationPage } from '@/http/schema'

export type { InvitationIn, StaffInvitation }

export interface InvitationFilters {
  status?: InvitationStatus
  q?: string
}

const ONE = '/api/v1/staff/invitations/{id}'

export const list = (filters: InvitationFilters, after?: string): Promise<StaffInvitationPage> =>
  http.get('/api/v1/staff/invitations', { query: { ...filters, after } })

export const show = (id: string): Promise<StaffInvitation> => http.get(ONE, { path: { id } })

export const create = (body: InvitationIn): Promise<StaffInvitation> =>
  http.post('/api/v1/staff/invitations', { body })

export const send = (id: string): Promise<StaffInvitation> => http.post(`${ONE}/send`, { path: { id } })

export const revoke = (id: string, reason: string): Promise<StaffInvitation> =>
  http.post(`${ONE}/revoke`, { path: { id }, body: { reason } })
