/** <switch>: on or off. */
import type { Tag } from '../runtime/element'
import { keepInside } from '../runtime/element'
import { nameAlike } from './input'

export const switchTag: Tag = {
  properties: { checked: Boolean, disabled: Boolean, type: String, color: String, name: String },
  attached({ node, emit }) {
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.setAttribute('role', 'switch')
    keepInside(box, 'change', 'input')
    box.addEventListener('change', () => emit('change', { value: box.checked }))
    node.append(box)
  },
  changed({ node }, { checked, disabled, color }) {
    const box = node.querySelector('input') as HTMLInputElement
    box.checked = Boolean(checked)
    box.disabled = Boolean(disabled)
    if (color) node.style.setProperty('--pv-switch', String(color))
    nameAlike(node, box)
  },
}
