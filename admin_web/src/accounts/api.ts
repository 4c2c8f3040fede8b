/** Calls about accounts: one's own, and everybody's for the administrator. */
import { http } from '@/http/client'
import type { BindingOut, StaffDetail, StaffIn, StaffOut, StaffPage, StaffPatch, TicketOut } from '@/http/schema'

export type { BindingOut, StaffIn, StaffOut, StaffPatch, TicketOut }

const MINE = '/api/v1/staff/wechat'
const ONE = '/api/v1/admin/staff/{id}'

export const binding = (): Promise<BindingOut> => http.get(MINE)

export const beginBinding = (): Promise<TicketOut> => http.post(`${MINE}/binding`)

export const confirmBinding = (): Promise<BindingOut> => http.post(`${MINE}/binding/confirm`)

export const unbind = (): Promise<undefined> => http.delete(MINE)

export const listStaff = (q: string, after?: string): Promise<StaffPage> =>
  http.get('/api/v1/admin/staff', { query: { q: q.trim(), after } })

/** One person, with how much waits for that person alone. */
export const showStaff = (id: string): Promise<StaffDetail> => http.get(ONE, { path: { id } })

export const addStaff = (body: StaffIn): Promise<StaffOut> => http.post('/api/v1/admin/staff', { body })

export const changeStaff = (id: string, body: StaffPatch): Promise<StaffOut> => http.patch(ONE, { path: { id }, body })

export const disableStaff = (id: string): Promise<StaffOut> => http.post(`${ONE}/disable`, { path: { id } })

export const resetPassword = (id: string, password: string): Promise<undefined> =>
  http.post(`${ONE}/password`, { path: { id }, body: { password } })
