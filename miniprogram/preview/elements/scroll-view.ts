/** <scroll-view>: a box whose content moves. */
import type { Host, Tag, Values } from '../runtime/element'

const NEAR_END = 50

export const scrollView: Tag = {
  properties: {
    scrollX: Boolean, scrollY: Boolean, scrollLeft: Number, scrollTop: Number, scrollIntoView: String, scrollWithAnimation: Boolean,
    upperThreshold: Number, lowerThreshold: Number, enhanced: Boolean, showScrollbar: null, bounces: null, enableFlex: Boolean,
    enablePassive: null, pagingEnabled: Boolean, fastDeceleration: Boolean, refresherEnabled: Boolean, type: String,
    scrollAnchoring: Boolean, enableBackToTop: Boolean, usingSticky: Boolean,
  },
  defaults: { lowerThreshold: NEAR_END },
  attached(host) {
    // Captured, so that listeners at the tag get WeChat's event, not the browser's.
    host.node.addEventListener('scroll', (event) => scrolled(host, event), { capture: true })
  },
  changed({ node }, values) {
    node.style.overflowX = values.scrollX ? 'auto' : 'hidden'
    node.style.overflowY = values.scrollY ? 'auto' : 'hidden'
    if (values.enableFlex) node.style.display = 'flex'
    moveTo(node, values)
  },
}

const lastSet = new WeakMap<HTMLElement, string>()

/** Only a value that has changed moves the content, not every drawing. */
function moveTo(node: HTMLElement, { scrollLeft, scrollTop, scrollIntoView, scrollWithAnimation }: Values): void {
  const wanted = JSON.stringify([scrollLeft, scrollTop, scrollIntoView])
  if (lastSet.get(node) === wanted) return
  lastSet.set(node, wanted)
  const behavior = scrollWithAnimation ? 'smooth' : 'auto'
  const target = scrollIntoView ? withId(node, String(scrollIntoView)) : undefined
  if (target) target.scrollIntoView({ behavior, block: 'start', inline: 'start' })
  else if (scrollLeft || scrollTop) node.scrollTo({ left: Number(scrollLeft), top: Number(scrollTop), behavior })
}

/** The framework keeps ids to itself, off the document. */
function withId(node: HTMLElement, id: string): Element | undefined {
  const idOf = (element: Element): string | undefined => (element as { __wxElement?: { id: string } }).__wxElement?.id
  return [...node.querySelectorAll('*')].find((each) => idOf(each) === id)
}

function scrolled(host: Host, event: Event): void {
  const { node, values, emit } = host
  if (event.target !== node) return
  event.stopImmediatePropagation()
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientHeight, clientWidth } = node
  emit('scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight })
  const left = values.scrollY ? scrollHeight - scrollTop - clientHeight : scrollWidth - scrollLeft - clientWidth
  if (left <= Number(values.lowerThreshold)) emit('scrolltolower', { direction: values.scrollY ? 'bottom' : 'right' })
}
