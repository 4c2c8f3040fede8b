/** Calls of the gate desk. */
import { http } from '@/http/client'
import type {
  ConflictPage,
  ContactsOut,
  EnrolledOut,
  GateSelfOut,
  HitsOut,
  ManualScanIn,
  MarkIn,
  RollCallHeads,
  RollCallOut,
  ScanIn,
  ScanOut,
  TurnedAwayOut,
  UploadsOut,
  WalkInIn,
  WalkInOut,
  WalkInPage,
} from '@/http/schema'
import type { ScanRecord, Snapshot } from './offline/types'
import { itemOf } from './offline/uploads'

export type { ConflictOut, GateSelfOut, RollCallOut, ScanIn, ScanOut, VisitCard, WalkInIn, WalkInOut } from '@/http/schema'

/** A token for the one-time code. */
export const enrol = (code: string): Promise<EnrolledOut> => http.post('/api/v1/session/device', { body: { code } })

/** Which device and school this is, and what a visitor without an appointment agrees to. */
export const self = (): Promise<GateSelfOut> => http.get('/api/v1/gate/device')

/** What changed since `cursor`; everything without one. */
export const snapshot = (since: string | undefined, signal: AbortSignal): Promise<Snapshot> =>
  http.get('/api/v1/gate/snapshot', { query: { since }, signal })

export const scan = (body: ScanIn, signal: AbortSignal): Promise<ScanOut> =>
  http.post('/api/v1/gate/scans', { body, signal })

export const scanByHand = (body: ManualScanIn, signal: AbortSignal): Promise<ScanOut> =>
  http.post('/api/v1/gate/manual-scans', { body, signal })

/** Send away whom the gate has just let in. */
export const refusePassage = (id: string, reason: string, signal: AbortSignal): Promise<TurnedAwayOut> =>
  http.post('/api/v1/gate/passages/{id}/refuse', { path: { id }, body: { reason }, signal })

/** Whom a visitor may ask for: by two characters of the name, or a whole phone number. */
export const contacts = (q: string): Promise<ContactsOut> => http.get('/api/v1/gate/contacts', { query: { q } })

/** Register somebody without an appointment; the contact is asked at once. */
export const registerWalkIn = (body: WalkInIn): Promise<WalkInOut> => http.post('/api/v1/gate/walk-ins', { body })

/** Today's, with what became of them. */
export const walkIns = (): Promise<WalkInPage> => http.get('/api/v1/gate/walk-ins', { query: { limit: 20 } })

export const rollCalls = (): Promise<RollCallHeads> => http.get('/api/v1/gate/roll-calls', { query: { limit: 5 } })

export const rollCall = (id: string): Promise<RollCallOut> => http.get('/api/v1/gate/roll-calls/{id}', { path: { id } })

export const beginRollCall = (drill: boolean): Promise<RollCallOut> => http.post('/api/v1/gate/roll-calls', { body: { drill } })

export const mark = (id: string, body: MarkIn): Promise<RollCallOut> =>
  http.post('/api/v1/gate/roll-calls/{id}/marks', { path: { id }, body })

export const closeRollCall = (id: string): Promise<RollCallOut> =>
  http.post('/api/v1/gate/roll-calls/{id}/close', { path: { id } })

/** Who could be meant, of those approved for today and tomorrow or inside. */
export const find = (q: string, signal: AbortSignal): Promise<HitsOut> => http.get('/api/v1/gate/search', { query: { q }, signal })

/** Bring scans that were decided here, in order; `sent_at` is what the desk takes for now. */
export const uploads = (scans: ScanRecord[], sent_at: string, signal: AbortSignal): Promise<UploadsOut> =>
  http.post('/api/v1/gate/uploads', { body: { items: scans.map(itemOf), sent_at }, signal })

/** The cases that wait for the security office. */
export const conflicts = (signal: AbortSignal): Promise<ConflictPage> =>
  http.get('/api/v1/gate/conflicts', { query: { limit: 50 }, signal })
