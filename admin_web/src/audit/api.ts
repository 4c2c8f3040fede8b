/** Calls about the trail. */
import { http } from '@/http/client'
import type { AuditPage, ChainOut } from '@/http/schema'

export type { AuditEntryOut, ChainOut } from '@/http/schema'

export interface AuditFilters {
  person?: string
  action?: string
  actor_id?: string
  subject_id?: string
}

export const entries = (filters: AuditFilters, after?: string): Promise<AuditPage> =>
  http.get('/api/v1/admin/audit', { query: { ...filters, after } })

export const verify = (): Promise<ChainOut> => http.post('/api/v1/admin/audit/verify')
