/** How a built-in tag is made: its properties, what it does once it stands in the page, and when they change. */
import * as glassEasel from 'glass-easel'
import { code } from './space'

type Kind = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null
/** The values of a tag's properties, by their names in camel case. */
export type Values = Record<string, unknown>

/** One tag in the page. */
export interface Host {
  /** What stands in the document for it. */
  node: HTMLElement
  values: Values
  /** Send an event as WeChat's own tag does; `bubbles` as a touch, else only to who listens at the tag. */
  emit(name: string, detail: unknown, bubbles?: boolean): void
}

/** A tag: `attached` once when it appears, `changed` then and after every change, `detached` when it goes. */
export interface Tag {
  properties?: Record<string, Kind>
  defaults?: Values
  attached?(host: Host): void
  changed?(host: Host, values: Values): void
  detached?(host: Host): void
}

const COMMON: Record<string, Kind> = {
  hidden: Boolean,
  hoverClass: String,
  ariaLabel: String,
  ariaRole: String,
  ariaHidden: null,
  ariaLive: String,
  ariaDisabled: null,
  ariaChecked: null,
  ariaSelected: null,
}
const ARIA = { ariaLabel: 'aria-label', ariaRole: 'role', ariaLive: 'aria-live', ariaHidden: 'aria-hidden',
  ariaDisabled: 'aria-disabled', ariaChecked: 'aria-checked', ariaSelected: 'aria-selected' }

const attached = new WeakSet<object>()

/** Make `<name>` known to every template. */
export function defineTag(name: string, tag: Tag): void {
  const space = code.getComponentSpace()
  const properties = { ...COMMON, ...tag.properties }
  const definition = space.defineComponent({
    is: `wx-${name}`,
    properties: Object.fromEntries(Object.entries(properties).map(([key, type]) => [key, property(type, tag.defaults?.[key])])),
    observers: {
      [Object.keys(properties).join(',')](this: glassEasel.GeneralComponent) {
        if (attached.has(this)) update(this, tag)
      },
    },
    lifetimes: {
      attached(this: glassEasel.GeneralComponent) {
        tag.attached?.(hostOf(this))
        attached.add(this)
        update(this, tag)
      },
      detached(this: glassEasel.GeneralComponent) {
        tag.detached?.(hostOf(this))
      },
    },
  } as never)
  space.setGlobalUsingComponent(`wx-${name}`, definition as never)
}

function property(type: Kind, value: unknown): Values {
  return value === undefined ? { type } : { type, value }
}

function update(component: glassEasel.GeneralComponent, tag: Tag): void {
  const host = hostOf(component)
  host.node.hidden = Boolean(host.values.hidden)
  for (const [key, attribute] of Object.entries(ARIA)) reflect(host.node, attribute, host.values[key])
  tag.changed?.(host, host.values)
}

function reflect(node: HTMLElement, attribute: string, value: unknown): void {
  if (value === undefined || value === null || value === '') return
  node.setAttribute(attribute, String(value))
}

const hosts = new WeakMap<object, Host>()

function hostOf(component: glassEasel.GeneralComponent): Host {
  const known = hosts.get(component)
  if (known) return known
  const host: Host = {
    node: component.$$ as unknown as HTMLElement,
    get values() {
      return component.data as Values
    },
    emit: (name, detail, bubbles = false) =>
      component.triggerEvent(name, detail, { bubbles, composed: bubbles, capturePhase: bubbles }),
  }
  hosts.set(component, host)
  return host
}

/** Keep an event of the document inside the tag: its listeners get the tag's own event of that name instead. */
export function keepInside(node: HTMLElement, ...types: string[]): void {
  for (const type of types) node.addEventListener(type, (event) => event.stopPropagation())
}
