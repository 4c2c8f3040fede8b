/** What the built entry calls: define every component, then launch the app on its first page. */
import { show } from './runtime/alarm'
import { connect } from './runtime/frame'
import { convertInlineRpx } from './runtime/rpx'
import { askedFor, people, person } from './runtime/place'
import { hangStyles, openPages, push, back, restart, showTab } from './runtime/stack'
import { isTab, keep, type Launch, settings } from './runtime/settings'
import { code, start } from './runtime/space'
import { defineTags } from './tags'
import { queryInside } from './wx/query'
import { onLaunch, registerApp } from './wx/app'
import { capture } from './wx/device'
import { wx } from './wx/index'

type Definition = Record<string, unknown> & { behaviors?: unknown[] }
type Define = (definition: Definition) => unknown
interface Globals {
  Component: Define
  Behavior: Define
}

const globals = window as unknown as Globals & Record<string, unknown>
Object.assign(globals, { wx, ...registerApp, getCurrentPages: () => openPages().map((page) => page.object) })
convertInlineRpx()
start()
defineTags()
queryInside()

/** Take what the build hands over: scripts may ask for the theme as soon as they are read. */
export function prepare(given: Launch): void {
  addEventListener('error', (event) => show(event.message))
  addEventListener('unhandledrejection', (event) => show(String(event.reason?.message ?? event.reason?.errMsg ?? event.reason)))
  keep(given)
}

/** Make a page or component known under its path. */
export function define(
  unit: { path: string; settings: object; scope?: string }, templates: Record<string, never>, load: () => unknown,
): void {
  code.addComponentStaticConfig(unit.path, unit.settings as never)
  code.addCompiledTemplate(unit.path, { groupList: templates, content: templates[unit.path] } as never)
  if (unit.scope) code.addStyleSheet(unit.path, undefined, unit.scope)
  code.globalComponentEnv(window, unit.path, () => {
    globals.Component = withoutNames(globals.Component)
    globals.Behavior = withoutNames(globals.Behavior)
    return load()
  })
}

/** Behaviours given by name, `wx://form-field` and the like, are for WeChat's own forms, which we do not use. */
function withoutNames(define: Define): Define {
  return (definition) => {
    const behaviors = definition.behaviors?.filter((each) => typeof each !== 'string')
    return define(behaviors ? { ...definition, behaviors } : definition)
  }
}

/** Start the app for the person the address names; without one, for the first visitor. */
export function launch(): void {
  if (!person) return void chooseSomebody()
  hangStyles()
  connect({ back, home: () => restart(firstPage()), tab: showTab })
  addEventListener('hashchange', go)
  addEventListener('message', ({ data, origin }) => {
    if (origin === location.origin && data === 'capture') capture()
  })
  const asked = askedFor()
  onLaunch(asked.split('?')[0] ?? '')
  go()
}

/** Open the page the address asks for; the address of a page deep in the app opens it alone, as a message does. */
function go(): void {
  const asked = askedFor()
  if (openPages().at(-1)?.url === asked && asked) return
  if (openPages().length > 0 && isTab(asked)) return showTab(asked)
  if (openPages().length > 0 && asked) return push(asked)
  restart(asked || firstPage())
}

const firstPage = (): string => settings().app.pages[0] ?? ''

async function chooseSomebody(): Promise<void> {
  const first = (await people()).find((each) => each.group === 'visitor')
  const query = new URLSearchParams(location.search)
  query.set('person', first?.key ?? '')
  location.search = query.toString()
}
