/** <textarea>: several lines of text. */
import type { Tag } from '../runtime/element'
import { keepInside } from '../runtime/element'
import { limitLength, nameAlike } from './input'

const WECHATS_LIMIT = 140

export const textarea: Tag = {
  properties: {
    value: null, placeholder: String, disabled: Boolean, maxlength: Number, focus: Boolean, autoHeight: Boolean, name: String,
    placeholderClass: String, placeholderStyle: String, fixed: Boolean, cursorSpacing: Number, showConfirmBar: null,
    disableDefaultPadding: Boolean, confirmType: String,
  },
  defaults: { maxlength: WECHATS_LIMIT },
  attached({ node, emit }) {
    const field = document.createElement('textarea')
    keepInside(field, 'input', 'change')
    field.addEventListener('input', () => emit('input', { value: field.value, cursor: field.selectionStart }))
    field.addEventListener('focus', () => emit('focus', { value: field.value, height: 0 }))
    field.addEventListener('blur', () => emit('blur', { value: field.value, cursor: field.selectionStart }))
    node.append(field)
  },
  changed({ node }, values) {
    const field = node.querySelector('textarea') as HTMLTextAreaElement
    const wanted = String(values.value ?? '')
    if (field.value !== wanted) field.value = wanted
    field.placeholder = String(values.placeholder ?? '')
    field.disabled = Boolean(values.disabled)
    limitLength(field, Number(values.maxlength))
    nameAlike(node, field)
    node.toggleAttribute('auto-height', Boolean(values.autoHeight))
    if (values.focus && document.activeElement !== field) field.focus()
  },
}
