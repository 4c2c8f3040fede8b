/** `v-named="'状态'"` names the input inside a control that stands without a visible label. */
import type { Directive } from 'vue'

const INNER = 'input, textarea'

function name(element: HTMLElement, text: string): void {
  const input = element.matches(INNER) ? element : element.querySelector(INNER)
  input?.setAttribute('aria-label', text)
}

export const vNamed: Directive<HTMLElement, string> = {
  mounted: (element, { value }) => name(element, value),
  updated: (element, { value }) => name(element, value),
}
