/** <text>: words; `user-select` lets them be copied. */
import type { Tag } from '../runtime/element'

export const text: Tag = {
  properties: { userSelect: Boolean, selectable: Boolean, space: String, decode: Boolean },
  changed({ node }, { userSelect, selectable }) {
    node.style.userSelect = userSelect || selectable ? 'text' : ''
  },
}
