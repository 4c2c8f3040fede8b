/** The app's own life: App(), getApp(), and what it hears about being shown and hidden. */
import { person } from '../runtime/place'

type AppObject = Record<string, unknown>
type Heard = (options: LaunchOptions) => void
interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
}

const FROM_MESSAGE = 1014
let app: AppObject = {}
let options: LaunchOptions = { path: '', query: {}, scene: FROM_MESSAGE }
const shown = new Set<Heard>()
const hidden = new Set<Heard>()

/** The globals of an app's script. */
export const registerApp = {
  App: (definition: AppObject): void => {
    app = definition
  },
  getApp: (): AppObject => app,
}

/** Tell the app that it was started on this page, and from now on when the person looks away and back. */
export function onLaunch(path: string): void {
  options = { ...options, path }
  call('onLaunch')
  call('onShow')
  document.addEventListener('visibilitychange', () => {
    const away = document.visibilityState === 'hidden'
    call(away ? 'onHide' : 'onShow')
    for (const heard of away ? hidden : shown) heard(options)
  })
}

function call(name: string): void {
  const handler = app[name]
  if (typeof handler === 'function') handler.call(app, options)
}

/** The calls of this file. */
export const appLife = {
  onAppShow: (heard: Heard): void => void shown.add(heard),
  offAppShow: (heard: Heard): void => void shown.delete(heard),
  onAppHide: (heard: Heard): void => void hidden.add(heard),
  offAppHide: (heard: Heard): void => void hidden.delete(heard),
  getLaunchOptionsSync: (): LaunchOptions => options,
  getEnterOptionsSync: (): LaunchOptions => options,
  /** Nothing newer ever comes here. */
  getUpdateManager: () => ({
    onCheckForUpdate: () => undefined,
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => location.reload(),
  }),
  env: { USER_DATA_PATH: `preview://${person}` },
}
