/** What a screen of the table in routes.ts says of itself. */
import type { Component } from 'vue'
import type { Permission } from '@/session/can'

/** The headings of the menu, in their order; 工作台 stands alone on top. */
export const GROUPS = ['', '访客', '门岗', '组织', '系统'] as const

export interface Screen {
  path: string
  name: string
  title: string
  /** Left out: the address is a page of its own, which the browser opens. */
  component?: () => Promise<{ default: Component }>
  /** Left out: everyone who is signed in. */
  permission?: Permission
  /** Where the menu shows it; left out: reached from another screen. `icon` names one in menuIcons.ts. */
  menu?: { group: (typeof GROUPS)[number]; icon: string }
  /** The menu entry that stays lit on a screen without one: that screen's name. */
  within?: string
}
