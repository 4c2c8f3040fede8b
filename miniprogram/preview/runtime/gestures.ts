/** Fingers and mice: touch events with their touches, taps, and whether a tap is being handled at this very moment. */
import * as glassEasel from 'glass-easel'

const LONG_PRESS_MS = 350
const NEAR_PIXELS = 10

interface Touch {
  identifier: number
  clientX: number
  clientY: number
  pageX: number
  pageY: number
}
type Drawn = EventTarget & { __wxElement?: glassEasel.Element; parentNode?: Drawn | null }

let handlingTap = false

/** Whether the code that asks runs directly in a tap: WeChat opens some panels only then. */
export const insideTap = (): boolean => handlingTap

/** Run `work` as if the person had just tapped. */
export function asTap<T>(work: () => T): T {
  handlingTap = true
  try {
    return work()
  } finally {
    handlingTap = false
  }
}

/** Send what happens on the screen to the framework. */
export function watchGestures(context: glassEasel.CurrentWindowBackendContext): void {
  context.onEvent((target, type, detail, options) => {
    const fields = type.startsWith('touch') ? touchesOf(options.originalEvent as TouchEvent) : {}
    const send = (): void => glassEasel.triggerEvent(target, type, detail, { ...options, extraFields: fields })
    if (type === 'tap') asTap(send)
    else send()
  })
  for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel']) listenFor(context, type)
  watchMouse()
  watchLongPress()
}

/** The framework listens to an event once somebody wants it; we want these always. */
function listenFor(context: glassEasel.CurrentWindowBackendContext, type: string): void {
  context.setListenerStats(document.body as never, type, false, 0)
}

function touchesOf(event: TouchEvent): { touches: Touch[]; changedTouches: Touch[] } {
  const plain = (list: TouchList): Touch[] =>
    [...list].map(({ identifier, clientX, clientY, pageX, pageY }) => ({ identifier, clientX, clientY, pageX, pageY }))
  return { touches: plain(event.touches), changedTouches: plain(event.changedTouches) }
}

/** A mouse that is held down is a finger, too. */
function watchMouse(): void {
  let held: glassEasel.Element | undefined
  const send = (type: string, event: MouseEvent): void => {
    if (!held) return
    const { clientX, clientY, pageX, pageY } = event
    const touch = { identifier: 0, clientX, clientY, pageX, pageY }
    const touches = type === 'touchend' ? [] : [touch]
    const extraFields = { touches, changedTouches: [touch] }
    glassEasel.triggerEvent(held, type, {}, { bubbles: true, composed: true, capturePhase: true, originalEvent: event, extraFields })
  }
  const body = document.body
  body.addEventListener('mousedown', (event) => {
    if (event.button !== 0) return
    held = elementAt(event.target)
    send('touchstart', event)
  })
  body.addEventListener('mousemove', (event) => send('touchmove', event))
  body.addEventListener('mouseup', (event) => {
    send('touchend', event)
    held = undefined
  })
}

function watchLongPress(): void {
  let timer = 0
  let from = { x: 0, y: 0 }
  const body = document.body
  body.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, y: event.clientY }
    const target = elementAt(event.target)
    clearTimeout(timer)
    if (target) timer = window.setTimeout(() => longPress(target), LONG_PRESS_MS)
  })
  body.addEventListener('pointermove', (event) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > NEAR_PIXELS) clearTimeout(timer)
  })
  for (const end of ['pointerup', 'pointercancel']) body.addEventListener(end, () => clearTimeout(timer))
}

function longPress(target: glassEasel.Element): void {
  glassEasel.triggerEvent(target, 'longpress', {}, { bubbles: true, composed: true, capturePhase: true })
}

function elementAt(node: EventTarget | null): glassEasel.Element | undefined {
  let at = node as Drawn | null | undefined
  while (at && !at.__wxElement) at = at.parentNode
  return at?.__wxElement
}
