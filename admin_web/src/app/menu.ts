/** The menu for someone with these permissions: groups with what they may open, empty groups left out. */
import { allows } from '@/session/can'
import { GROUPS, type Screen } from './screen'

export interface MenuGroup {
  title: string
  entries: Screen[]
}

export function menuFor(screens: readonly Screen[], permissions: readonly string[]): MenuGroup[] {
  return GROUPS.map((title) => ({
    title,
    entries: screens.filter((screen) => screen.menu?.group === title && allows(permissions, screen.permission)),
  })).filter(({ entries }) => entries.length > 0)
}

/** Where to begin: the first screen of the menu, or one's own account. */
export function startFor(screens: readonly Screen[], permissions: readonly string[]): string {
  return menuFor(screens, permissions)[0]?.entries[0]?.path ?? '/account'
}
