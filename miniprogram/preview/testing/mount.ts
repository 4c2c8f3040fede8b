/** For the preview's own specs: puts a template into the document as a page's, with the built-in tags. */
import compiler from 'glass-easel-template-compiler'
import { renamed } from '../build/tags.mjs'
import { backend, code, start } from '../runtime/space'
import { defineTags } from '../tags'

/** Data and handlers, as a page gives them. */
export type Page = Record<string, unknown>

let count = 0

/** Make a page known under `path`. */
export function definePage(path: string, wxml: string, page: Page = {}): void {
  if (count === 0) {
    start()
    defineTags()
  }
  count += 1
  const group = new compiler.TmplGroup()
  group.addTmpl(path, renamed(wxml))
  const groupList = new Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<string, unknown>
  code.addComponentStaticConfig(path, {})
  code.addCompiledTemplate(path, { groupList, content: groupList[path] } as never)
  code.componentEnv(path, ({ Page }) => Page(page as never))
}

/** Mount `wxml`; the element that holds it, and the page's own object. */
export function mount(wxml: string, page: Page = {}): { node: HTMLElement; page: Page & { setData(data: Page): void } } {
  const path = `mounted-${count}`
  definePage(path, wxml, page)
  const root = backend.createRoot('page-root', code, `/${path}`)
  const place = document.createElement('div')
  const anchor = document.createElement('span')
  place.append(anchor)
  document.body.append(place)
  root.attach(place as never, anchor as never)
  return { node: place, page: root.get() as never }
}

/** The element a selector finds. Throws when there is none. */
export function find<T extends HTMLElement>(node: HTMLElement, selector: string): T {
  const found = node.querySelector<T>(selector)
  if (!found) throw new Error(`nothing is ${selector}`)
  return found
}

/** Press and release with a mouse, as the framework hears it. */
export function tap(element: Element): void {
  for (const type of ['mousedown', 'mouseup', 'click']) {
    element.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0 }))
  }
}

/** Type into a field. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
