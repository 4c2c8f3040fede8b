/** A page's own scrolling: pulling down to refresh, reaching the bottom, and pages that follow every pixel. */
import { windowOf } from './settings'
import { type OpenPage, tell } from './open-page'

const PULL_PIXELS = 60
const BOTTOM_PIXELS = 50

/** Tell `page` what its own handlers ask for. */
export function watchScrolling(page: OpenPage): void {
  const { place } = page
  let atBottom = false
  place.addEventListener('scroll', () => {
    tell(page, 'onPageScroll', { scrollTop: place.scrollTop })
    const near = windowOf(page.route).onReachBottomDistance ?? BOTTOM_PIXELS
    const now = place.scrollHeight - place.scrollTop - place.clientHeight <= near
    if (now && !atBottom) tell(page, 'onReachBottom')
    atBottom = now
  })
  if (windowOf(page.route).enablePullDownRefresh) watchPulling(page)
}

function watchPulling(page: OpenPage): void {
  let from: number | undefined
  page.place.addEventListener('pointerdown', (event) => {
    from = page.place.scrollTop === 0 ? event.clientY : undefined
  })
  window.addEventListener('pointerup', (event) => {
    if (from !== undefined && !page.place.hidden && event.clientY - from > PULL_PIXELS) refresh(page)
    from = undefined
  })
}

/** Show that the page refreshes, until it says that it has. */
export function refresh(page: OpenPage): void {
  page.place.classList.add('pv-refreshing')
  tell(page, 'onPullDownRefresh')
}

/** What wx.stopPullDownRefresh does. */
export function refreshed(page: OpenPage): void {
  page.place.classList.remove('pv-refreshing')
}
