/** The pages that are open, one upon the other, and what each is told in the course of its life. */
import { alarm } from './alarm'
import { draw } from './frame'
import { type OpenPage, type PageObject, type Query, tell } from './open-page'
import { watchScrolling } from './scrolling'
import { isTab, settings } from './settings'
import { backend, code } from './space'

const MOST_PAGES = 10

const pages: OpenPage[] = []

/** The open pages, the lowest first. */
export const openPages = (): readonly OpenPage[] => pages

/** The page one sees. Throws while none is open. */
export function top(): OpenPage {
  return pages.at(-1) ?? alarm('no page is open')
}

/** Open a page upon the others. */
export function push(url: string): void {
  if (pages.length >= MOST_PAGES) alarm(`more than ${MOST_PAGES} pages are open`)
  if (isTab(routeOf(url))) alarm(`${url} is a tab: use wx.switchTab`)
  hideTop()
  open(url)
}

/** Open a page in the place of the one on top. */
export function replace(url: string): void {
  if (isTab(routeOf(url))) alarm(`${url} is a tab: use wx.switchTab`)
  close()
  open(url)
}

/** Go back by so many pages; the first always stays. */
export function back(delta = 1): void {
  if (pages.length === 1) return
  for (let left = Math.min(delta, pages.length - 1); left > 0; left -= 1) close()
  reveal(top())
}

/** Close everything and open one page. */
export function restart(url: string): void {
  while (pages.length > 0) close()
  for (const parked of tabs.values()) discard(parked)
  tabs.clear()
  open(url)
}

// A tab keeps its page while another tab is shown.
const tabs = new Map<string, OpenPage>()

/** Show a tab; pages upon it are closed, other tabs wait. */
export function showTab(url: string): void {
  const route = routeOf(url)
  if (!isTab(route)) alarm(`${url} is no tab`)
  if (url.includes('?')) alarm(`wx.switchTab takes no query: ${url}`)
  if (pages.length === 1 && top().route === route) return
  while (pages.length > 1) close()
  const lowest = pages.pop()
  if (lowest) park(lowest)
  const waiting = tabs.get(route)
  if (!waiting) return open(url)
  pages.push(waiting)
  reveal(waiting)
}

function park(page: OpenPage): void {
  if (!isTab(page.route)) return discard(page)
  if (!page.place.hidden) conceal(page)
  tabs.set(page.route, page)
}

/** Write the page's address where it can be copied and reloaded. */
function remember(page: OpenPage): void {
  history.replaceState(null, '', `#/${page.url}`)
}

function open(url: string): void {
  const route = routeOf(url)
  if (!settings().pages[route]) alarm(`there is no page ${route}`)
  const place = document.createElement('wx-page')
  const anchor = document.createElement('span')
  place.dataset.route = route
  place.append(anchor)
  document.getElementById('pages')?.append(place)
  const root = backend.createRoot('page-root', code, `/${route}`)
  const held = root.getComponent()
  const object = root.get() as unknown as PageObject
  const query = queryOf(url)
  const page: OpenPage = { route, query, url, object, held, place, release: () => root.release() }
  Object.assign(object, { route, options: query })
  pages.push(page)
  watchScrolling(page)
  root.attach(place as never, anchor as never)
  tell(page, 'onLoad', query)
  reveal(page)
  tell(page, 'onReady')
}

function reveal(page: OpenPage): void {
  page.place.hidden = false
  wear(page.route)
  tabs.set(page.route, page)
  if (!isTab(page.route)) tabs.delete(page.route)
  draw(page.route, pages.length, page.title)
  remember(page)
  tell(page, 'onShow')
  page.held.triggerPageLifetime('show', [])
}

function conceal(page: OpenPage): void {
  tell(page, 'onHide')
  page.held.triggerPageLifetime('hide', [])
  page.place.hidden = true
}

function hideTop(): void {
  const page = pages.at(-1)
  if (page) conceal(page)
}

function close(): void {
  const page = pages.pop()
  if (page) discard(page)
}

function discard(page: OpenPage): void {
  tabs.delete(page.route)
  tell(page, 'onUnload')
  page.release()
  page.place.remove()
}

/** Pages share class names, so only the style sheet of the page one sees counts. */
function wear(route: string): void {
  for (const sheet of document.querySelectorAll<HTMLStyleElement>('style[data-page]')) {
    sheet.media = sheet.dataset.page === route ? 'all' : 'not all'
  }
}

/** Put every page's style sheet into the document, none of them in force. */
export function hangStyles(): void {
  for (const [route, { style }] of Object.entries(settings().pages)) {
    const sheet = document.createElement('style')
    sheet.dataset.page = route
    sheet.media = 'not all'
    sheet.textContent = style
    document.head.append(sheet)
  }
}

/** An address as navigation takes it, with the leading slash or relative to the page on top, without it. */
export function absolute(url: string): string {
  if (url.startsWith('/')) return url.slice(1)
  return new URL(url, `http://page/${top().route}`).href.replace('http://page/', '')
}

const routeOf = (url: string): string => url.split('?')[0] ?? ''

function queryOf(url: string): Query {
  const query = url.split('?').slice(1).join('?')
  // WeChat hands the values over as they stand in the address, without decoding.
  return Object.fromEntries(query.split('&').filter(Boolean).map((pair) => {
    const [key, ...value] = pair.split('=')
    return [key, value.join('=')]
  }))
}
