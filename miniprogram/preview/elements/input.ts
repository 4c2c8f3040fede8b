/** <input>: one line of text. */
import type { Tag } from '../runtime/element'
import { keepInside } from '../runtime/element'

/** The keyboards of WeChat, by the browser's names. */
const KEYBOARDS: Record<string, string> = {
  text: 'text', number: 'numeric', idcard: 'text', digit: 'decimal', tel: 'tel', nickname: 'text', 'safe-password': 'text',
}
const WECHATS_LIMIT = 140

export const input: Tag = {
  properties: {
    value: null, type: String, password: Boolean, placeholder: String, disabled: Boolean, maxlength: Number, focus: Boolean,
    confirmType: String, name: String, placeholderClass: String, placeholderStyle: String, cursorSpacing: Number,
  },
  defaults: { maxlength: WECHATS_LIMIT, type: 'text' },
  attached({ node, emit }) {
    const field = document.createElement('input')
    keepInside(field, 'input', 'change')
    field.addEventListener('input', () => emit('input', { value: field.value, cursor: field.selectionStart ?? 0 }))
    field.addEventListener('focus', () => emit('focus', { value: field.value, height: 0 }))
    field.addEventListener('blur', () => emit('blur', { value: field.value, cursor: field.selectionStart ?? 0 }))
    field.addEventListener('change', () => emit('change', { value: field.value }))
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') emit('confirm', { value: field.value })
    })
    node.append(field)
  },
  changed({ node }, values) {
    const field = node.querySelector('input') as HTMLInputElement
    const wanted = String(values.value ?? '')
    if (field.value !== wanted) field.value = wanted
    field.type = values.password ? 'password' : 'text'
    field.inputMode = KEYBOARDS[String(values.type)] ?? 'text'
    field.placeholder = String(values.placeholder ?? '')
    field.disabled = Boolean(values.disabled)
    limitLength(field, Number(values.maxlength))
    nameAlike(node, field)
    if (values.focus && document.activeElement !== field) field.focus()
  },
}

/** -1 is without limit. */
export function limitLength(field: HTMLInputElement | HTMLTextAreaElement, most: number): void {
  if (most >= 0) field.maxLength = most
  else field.removeAttribute('maxlength')
}

/** What a screen reader calls the tag, it calls the field inside. */
export function nameAlike(node: HTMLElement, field: HTMLElement): void {
  const name = node.getAttribute('aria-label')
  if (name) field.setAttribute('aria-label', name)
}
