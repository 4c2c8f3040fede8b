/** What app.json, theme.json and the pages' own json files say, for the frame around the pages. */

/** The window part of app.json, or a page's json. */
export interface WindowSettings {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
  enablePullDownRefresh?: boolean
  onReachBottomDistance?: number
  disableScroll?: boolean
}

/** One entry of the tab bar. */
export interface Tab {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

/** app.json, as far as the preview follows it. */
export interface AppSettings {
  pages: string[]
  window?: WindowSettings
  tabBar?: { color: string; selectedColor: string; backgroundColor: string; borderStyle?: string; list: Tab[] }
  darkmode?: boolean
}

export type Theme = 'light' | 'dark'

/** All the build hands over. */
export interface Launch {
  app: AppSettings
  theme: Partial<Record<Theme, Record<string, string>>>
  pages: Record<string, { window: WindowSettings; style: string }>
}

let launched: Launch | undefined

/** Keep what the build handed over. */
export function keep(launch: Launch): void {
  launched = launch
}

/** What the build handed over. Throws before the launch. */
export function settings(): Launch {
  if (!launched) throw new Error('the app was not launched yet')
  return launched
}

const darkness = matchMedia('(prefers-color-scheme: dark)')

/** Light, unless the app knows darkness and the phone is set to it. */
export function theme(): Theme {
  return settings().app.darkmode && darkness.matches ? 'dark' : 'light'
}

/** Be told when the phone changes to light or dark. */
export function onTheme(heard: (theme: Theme) => void): void {
  darkness.addEventListener('change', () => heard(theme()))
}

/** The value a setting like `@navBackground` has in the theme of the moment; others as they are. */
export function themed(value: string | undefined): string | undefined {
  if (!value?.startsWith('@')) return value
  return settings().theme[theme()]?.[value.slice(1)]
}

/** Whether a page stands in the tab bar. */
export function isTab(route: string): boolean {
  return settings().app.tabBar?.list.some((tab) => tab.pagePath === route) ?? false
}

/** The settings of one page, over those of the app. */
export function windowOf(route: string): WindowSettings {
  return { ...settings().app.window, ...settings().pages[route]?.window }
}
