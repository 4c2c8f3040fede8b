/** A page that is open: its place in the document and its own object. */
import type { Held } from './space'

/** A page's own object: its handlers and data, as `Page({...})` gave them. */
export type PageObject = Record<string, unknown> & { route?: string; options?: Query }
/** The query of a page's address, as it stands there. */
export type Query = Record<string, string>

/** An open page. */
export interface OpenPage {
  route: string
  query: Query
  url: string
  title?: string
  object: PageObject
  held: Held
  place: HTMLElement
  release(): void
}

/** Call a handler of a page, if it has it. */
export function tell(page: OpenPage, handler: string, ...details: unknown[]): unknown {
  const does = page.object[handler]
  return typeof does === 'function' ? does.apply(page.object, details) : undefined
}
