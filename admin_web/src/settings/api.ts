/** The settings in force. */
import { http } from '@/http/client'
import type { SettingsOut } from '@/http/schema'

export type { SettingOut, SettingsOut } from '@/http/schema'

export const settings = (): Promise<SettingsOut> => http.get('/api/v1/admin/settings')
