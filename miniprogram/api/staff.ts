/** What a member of staff may ask of the server, a line a call. All throw Problem. */
import { download, get, send } from '../lib/request'
import type { Act, Box, Case, Colleague, Counts, Decided, InvitationIn, Reach, StaffInvitation, TaskRow } from './staff-types'
import type { Me, Page, Visit } from './types'

export const listTasks = (box: Box, after?: string | null) => get<Page<TaskRow>>('/staff/approvals', { box, after })

export const countTasks = () => get<Counts>('/staff/approvals/counts')

export const readCase = (id: string) => get<Case>(`/staff/approvals/${id}`)

export const readVisitAsStaff = (id: string) => get<Visit>(`/staff/visits/${id}`)

export const decide = (id: string, act: Act, said: object) =>
  send<Decided>('POST', `/staff/approvals/${id}/${act}`, said, { key: `${act}:${id}` })

export const findColleagues = (q: string) => get<Page<Colleague>>('/staff/colleagues', { q, limit: 20 })

/** A file of a case or a visit, `of` being its address; a path that WeChat can show. */
export const fetchFile = (of: string, fileId: string) => download(`${of}/files/${fileId}`)

export const createInvitation = (invitation: InvitationIn) =>
  send<StaffInvitation>('POST', '/staff/invitations', invitation, { key: 'invite' })

export const sendInvitation = (id: string) =>
  send<StaffInvitation>('POST', `/staff/invitations/${id}/send`, undefined, { key: `send-invitation:${id}` })

export const readReach = () => get<Reach>('/staff/wechat')

export const bindWeChat = (username: string, password: string) =>
  send<{ me: Me }>('POST', '/session/wechat/binding', { username, password })

export const unbindWeChat = () => send<undefined>('DELETE', '/staff/wechat')
