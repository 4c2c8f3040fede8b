/** Calls about approvals. */
import { http } from '@/http/client'
import type { CaseOut, CountsOut, Decided, TaskPage, TaskRow, VisitOut } from '@/http/schema'

export type { CaseOut, CountsOut, TaskRow, VisitOut }

export type Box = 'todo' | 'done' | 'started' | 'copied'

/** What one decides, with what belongs to it. */
export interface Decision {
  act: Act
  comment: string
  internal: string
  fields: string[]
  colleague: string
}

export type Act = 'approve' | 'reject' | 'return' | 'transfer' | 'recall'

const ONE = '/api/v1/staff/approvals/{id}'

export const list = (box: Box, after?: string): Promise<TaskPage> =>
  http.get('/api/v1/staff/approvals', { query: { box, after, limit: 30 } })

export const counts = (): Promise<CountsOut> => http.get('/api/v1/staff/approvals/counts')

export const showTask = (id: string): Promise<CaseOut> => http.get(ONE, { path: { id } })

export const showVisit = (id: string): Promise<VisitOut> => http.get('/api/v1/staff/visits/{id}', { path: { id } })

export const urge = (visitId: string, reason: string): Promise<VisitOut> =>
  http.post('/api/v1/staff/visits/{id}/urge', { path: { id: visitId }, body: { reason } })

export const approve = (id: string, comment: string, internal = ''): Promise<Decided> =>
  http.post(`${ONE}/approve`, { path: { id }, body: { comment, internal_comment: internal } })

/** Send one decision. Throws ApiError, `already_decided` with who was faster. */
export function decide(id: string, { act, comment, internal, fields, colleague }: Decision): Promise<Decided> {
  const path = { id }
  const said = { comment, internal_comment: internal }
  switch (act) {
    case 'approve':
      return approve(id, comment, internal)
    case 'reject':
      return http.post(`${ONE}/reject`, { path, body: said })
    case 'return':
      return http.post(`${ONE}/return`, { path, body: { ...said, fields } })
    case 'transfer':
      return http.post(`${ONE}/transfer`, { path, body: { to_staff_id: colleague, comment } })
    case 'recall':
      return http.post(`${ONE}/recall`, { path, body: { comment } })
  }
}
