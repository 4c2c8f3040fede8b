/** The phone itself: its size, its settings, and what it can do with light, sound and hand. */
import { textPercent } from '../runtime/place'
import { onTheme, settings, theme, type Theme } from '../runtime/settings'
import { answer, type Callbacks } from './answer'
import { privacyAgreed } from './privacy'

const LIBRARY = '3.8.12'
const NORMAL_FONT = 16

type ThemeHeard = (change: { theme: Theme }) => void

let brightness = 0.5
const captureHeard = new Set<() => void>()
const themeHeard = new Set<ThemeHeard>()

onTheme((now) => themeHeard.forEach((heard) => heard({ theme: now })))

/** Let the page know that its screen was photographed. */
export function capture(): void {
  captureHeard.forEach((heard) => heard())
}

const pages = (): DOMRect => (document.getElementById('pages') as HTMLElement).getBoundingClientRect()

function windowInfo() {
  const area = pages()
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth, screenHeight: innerHeight, screenTop: area.top,
    windowWidth: area.width, windowHeight: area.height,
    statusBarHeight: area.top > 0 ? 20 : 0,
    safeArea: { left: 0, right: innerWidth, top: 20, bottom: innerHeight, width: innerWidth, height: innerHeight - 20 },
  }
}

const deviceInfo = () => ({ brand: 'preview', model: 'preview', system: 'preview 1.0', platform: 'devtools', abi: '', benchmarkLevel: -1 })

const baseInfo = () => ({
  SDKVersion: LIBRARY, version: '8.0.50', language: 'zh_CN', enableDebug: false,
  theme: settings().app.darkmode ? theme() : undefined,
  fontSizeSetting: (NORMAL_FONT * textPercent) / 100,
  fontSizeScaleFactor: textPercent / 100,
})

/** The calls of this file. */
export const device = {
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: baseInfo,
  getSystemInfoSync: () => ({ ...deviceInfo(), ...baseInfo(), ...windowInfo() }),
  getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 26, bottom: 58, left: innerWidth - 97, right: innerWidth - 10 }),
  setScreenBrightness: (options: Callbacks & { value: number }) =>
    answer('setScreenBrightness', options, () => {
      brightness = options.value
      document.body.dataset.brightness = String(options.value)
    }),
  getScreenBrightness: (options?: Callbacks) => answer('getScreenBrightness', options, () => ({ value: brightness })),
  setKeepScreenOn: (options: Callbacks & { keepScreenOn: boolean }) =>
    answer('setKeepScreenOn', options, () => {
      document.body.dataset.awake = String(options.keepScreenOn)
    }),
  onUserCaptureScreen: (heard: () => void): void => void captureHeard.add(heard),
  offUserCaptureScreen: (heard?: () => void): void => {
    if (heard) captureHeard.delete(heard)
    else captureHeard.clear()
  },
  vibrateShort: (options?: Callbacks) => answer('vibrateShort', options, () => void navigator.vibrate?.(15)),
  vibrateLong: (options?: Callbacks) => answer('vibrateLong', options, () => void navigator.vibrate?.(400)),
  onThemeChange: (heard: ThemeHeard): void => void themeHeard.add(heard),
  offThemeChange: (heard: ThemeHeard): void => void themeHeard.delete(heard),
  setClipboardData: (options: Callbacks & { data: string }) =>
    answer('setClipboardData', options, async () => {
      await privacyAgreed('setClipboardData')
      await navigator.clipboard.writeText(options.data)
    }),
  getClipboardData: (options?: Callbacks) =>
    answer('getClipboardData', options, async () => ({ data: await navigator.clipboard.readText() })),
  hideKeyboard: (options?: Callbacks) => answer('hideKeyboard', options, () => (document.activeElement as HTMLElement | null)?.blur()),
}
