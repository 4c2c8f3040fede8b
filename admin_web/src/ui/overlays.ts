/** Tells screen readers what a dialog or a drawer of TDesign is, and its name: it draws them as plain boxes. */

const BOXES = '.t-dialog, .t-drawer__content-wrapper'
const TITLE = '.t-dialog__header-content, .t-drawer__header'

/** Install once for the whole page: whatever opens from now on is a dialog, named as its title says. */
export function nameOverlays(page: Document): void {
  const watch = { childList: true, characterData: true, subtree: true }
  new MutationObserver(() => page.querySelectorAll(BOXES).forEach(name)).observe(page.body, watch)
}

/** A closed one stays hidden from everybody by its style, whatever it is called. */
function name(box: Element): void {
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-modal', 'true')
  box.setAttribute('aria-label', box.querySelector(TITLE)?.textContent?.trim() ?? '')
}
