/** What a guard may ask of the server, a line a call. All throw Problem. */
import { get, send } from '../lib/request'
import type { Contact, Hit, ManualScanIn, PresentRow, ScanIn, ScanOut, Unidentified, WalkIn, WalkInIn } from './gate-types'
import type { Page, Ref, VisitCard } from './types'

export const listGates = () => get<{ items: Ref[] }>('/gate/gates')

export const scan = (given: ScanIn) => send<ScanOut>('POST', '/gate/scans', given)

export const scanByHand = (given: ManualScanIn) => send<ScanOut>('POST', '/gate/manual-scans', given)

/** Send away whom the gate has just let in; a repeat finds it done. */
export const refusePassage = (id: string, reason: string) => send('POST', `/gate/passages/${id}/refuse`, { reason })

export const listExpected = (after?: string | null) => get<Page<VisitCard>>('/gate/expected', { after })

export const listPresent = (after?: string | null) => get<Page<PresentRow> & { unidentified: Unidentified[] }>('/gate/present', { after })

export const search = (q: string) => get<{ items: Hit[] }>('/gate/search', { q })

export const findContacts = (q: string) => get<{ items: Contact[] }>('/gate/contacts', { q })

export const registerWalkIn = (walkIn: WalkInIn) => send<WalkIn>('POST', '/gate/walk-ins', walkIn, { key: 'walk-in' })

export const listWalkIns = (after?: string | null) => get<Page<WalkIn>>('/gate/walk-ins', { after })
