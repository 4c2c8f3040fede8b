/** The health modules of the form, and which of them the school has switched on. */
import { VISITOR_TYPE } from '@/status'
import type { SettingsOut } from './api'

export interface ModuleLine {
  key: string
  title: string
  on: boolean
  /** Whom it asks, and until when. */
  asked: string
}

/** Every module with its state: on when the setting names it. */
export function modulesOf({ items, form }: Pick<SettingsOut, 'items' | 'form'>): ModuleLine[] {
  const said = items.find(({ group, key }) => group === 'visits' && key === 'health_modules')?.value
  const on = new Set<unknown>(Array.isArray(said) ? said : [])
  return Object.entries(form.modules).map(([key, module]) => ({
    key,
    title: module.title,
    on: on.has(key),
    asked: [
      module.required ? '必填' : '选填',
      module.visitor_types.map((type) => VISITOR_TYPE[type] ?? type).join('、'),
      `到 ${module.until} 为止`,
    ].join('，'),
  }))
}
