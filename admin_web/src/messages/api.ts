/** Calls about what was told to whom. */
import { http } from '@/http/client'
import type { AlarmsOut, MessagePage, MessageStatus } from '@/http/schema'

export type { AlarmOut, MessageOut } from '@/http/schema'

export interface MessageFilters {
  status?: string
  kind?: string
  channel?: string
}

export const messages = ({ status, kind, channel }: MessageFilters, after?: string): Promise<MessagePage> =>
  http.get('/api/v1/admin/messages', { query: { status: status as MessageStatus | undefined, kind, channel, after } })

export const resend = (id: string): Promise<undefined> =>
  http.post('/api/v1/admin/messages/{id}/resend', { path: { id } })

export const alarms = (): Promise<AlarmsOut> => http.get('/api/v1/admin/alarms')
