/** Calls of the gate desk. */
import { http } from '@/http/client'
import type { GatesOut, PresentPage, ScanIn, ScanOut, VisitCardPage } from '@/http/schema'

export type { PresentRow, ScanIn, ScanOut, VisitCard } from '@/http/schema'

export const gates = (): Promise<GatesOut> => http.get('/api/v1/gate/gates')

/** Who is expected today, earliest first. */
export const expected = (after?: string): Promise<VisitCardPage> =>
  http.get('/api/v1/gate/expected', { query: { limit: 30, after } })

/** Who is inside now, longest first. */
export const present = (after?: string): Promise<PresentPage> =>
  http.get('/api/v1/gate/present', { query: { limit: 30, after } })

export const scan = (body: ScanIn): Promise<ScanOut> => http.post('/api/v1/gate/scans', { body })
