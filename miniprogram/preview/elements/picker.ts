/** <picker>: one of a list, a date or a time, chosen in the browser's own control that lies over the content. */
import { show } from '../runtime/alarm'
import type { Host, Tag, Values } from '../runtime/element'
import { keepInside } from '../runtime/element'

type Control = HTMLSelectElement | HTMLInputElement

const MODES = ['selector', 'date', 'time']

export const picker: Tag = {
  properties: {
    mode: String, value: null, range: Array, rangeKey: String, start: String, end: String, fields: String, disabled: Boolean,
    headerText: String, name: String,
  },
  defaults: { mode: 'selector' },
  attached(host) {
    if (!MODES.includes(String(host.values.mode))) return show(`<picker mode="${String(host.values.mode)}">`)
    const control = host.values.mode === 'selector' ? document.createElement('select') : document.createElement('input')
    control.className = 'pv-picker'
    keepInside(control, 'input', 'change')
    control.addEventListener('change', () => host.emit('change', { value: chosen(host, control) }))
    control.addEventListener('click', () => {
      if (control instanceof HTMLInputElement) control.showPicker()
    })
    host.node.append(control)
  },
  changed({ node }, values) {
    const control = node.querySelector<Control>(':scope > .pv-picker')
    if (!control) return
    control.disabled = Boolean(values.disabled)
    const name = node.getAttribute('aria-label') ?? String(values.headerText ?? '')
    if (name) control.setAttribute('aria-label', name)
    if (control instanceof HTMLSelectElement) fill(control, values)
    else limit(control, values)
  },
}

/** A date or time as text; of a list the index. */
function chosen(host: Host, control: Control): string | number {
  return host.values.mode === 'selector' ? (control as HTMLSelectElement).selectedIndex : control.value
}

function fill(list: HTMLSelectElement, { range, rangeKey, value }: Values): void {
  const label = (each: unknown): string => String(rangeKey ? (each as Values)[String(rangeKey)] : each)
  const option = (each: unknown): Node => Object.assign(document.createElement('option'), { textContent: label(each) })
  list.replaceChildren(...((range as unknown[]) ?? []).map(option))
  list.selectedIndex = Number(value ?? -1)
}

function limit(field: HTMLInputElement, { mode, start, end, value }: Values): void {
  field.type = String(mode)
  field.min = String(start ?? '')
  field.max = String(end ?? '')
  field.value = String(value ?? '')
}
