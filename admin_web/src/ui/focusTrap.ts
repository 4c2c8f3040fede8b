/** Keeps the Tab key inside the dialog or drawer on top; TDesign lets it wander over the page behind. */

const OVERLAYS = '[aria-modal=true]'
const STOPS = 'a[href], button:not(:disabled), input:not(:disabled):not([type=file]), textarea:not(:disabled), [tabindex="0"]'

/** Install once for the whole page. */
export function trapFocus(page: Document): void {
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return
    const overlay = [...page.querySelectorAll<HTMLElement>(OVERLAYS)].filter(isVisible).at(-1)
    if (!overlay) return
    const stops = [...overlay.querySelectorAll<HTMLElement>(STOPS)].filter(isVisible)
    const target = wrapped(stops, page.activeElement as HTMLElement | null, event.shiftKey)
    if (!target) return
    event.preventDefault()
    target.focus()
  })
}

const isVisible = (element: HTMLElement): boolean =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible'

/** Where Tab must lead, or undefined where the browser's own next stop is inside. */
export function wrapped<T>(stops: readonly T[], current: T | null, back: boolean): T | undefined {
  const place = current === null ? -1 : stops.indexOf(current)
  if (place < 0) return stops[0]
  if (back && place === 0) return stops.at(-1)
  return !back && place === stops.length - 1 ? stops[0] : undefined
}
