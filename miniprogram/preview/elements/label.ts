/** <label>: a tap on it reaches the switch, input or button inside. */
import type { Tag } from '../runtime/element'

const CONTROLS = 'input, textarea, select, wx-button'

export const label: Tag = {
  properties: { for: String },
  attached({ node }) {
    node.addEventListener('click', (event) => {
      const control = node.querySelector<HTMLElement>(CONTROLS)
      if (control && !control.contains(event.target as Node)) control.click()
    })
  },
}
