/** Calls of the gate desk. */
import { http } from '@/http/client'
import type { ConflictPage, ContactsOut, GateSelfOut, ManualScanIn, ScanIn, ScanOut, UploadsOut } from '@/http/schema'
import type { ScanRecord, Snapshot } from './offline/types'
import { itemOf } from './offline/uploads'

export type { ConflictOut, ScanIn, ScanOut, VisitCard } from '@/http/schema'

/** A token for the one-time code. */
export const enrol = (code: string): Promise<{ token: string }> => http.post('/api/v1/session/device', { body: { code } })

/** Which device and school this is, and what a visitor without an appointment agrees to. */
export const self = (): Promise<GateSelfOut> => http.get('/api/v1/gate/device')

/** What changed since `cursor`; everything without one. */
export const snapshot = (since: string | undefined, signal: AbortSignal): Promise<Snapshot> =>
  http.get('/api/v1/gate/snapshot', { query: { since }, signal })

export const scan = (body: ScanIn, signal: AbortSignal): Promise<ScanOut> =>
  http.post('/api/v1/gate/scans', { body, signal })

export const scanByHand = (body: ManualScanIn, signal: AbortSignal): Promise<ScanOut> =>
  http.post('/api/v1/gate/manual-scans', { body, signal })

export const contacts = (q: string): Promise<ContactsOut> => http.get('/api/v1/gate/contacts', { query: { q } })

/** Bring scans that were decided here, in order; `sent_at` is what the desk takes for now. */
export const uploads = (scans: ScanRecord[], sent_at: string, signal: AbortSignal): Promise<UploadsOut> =>
  http.post('/api/v1/gate/uploads', { body: { items: scans.map(itemOf), sent_at }, signal })

/** The cases that wait for the security office. */
export const conflicts = (signal: AbortSignal): Promise<ConflictPage> =>
  http.get('/api/v1/gate/conflicts', { query: { limit: 50 }, signal })
