/** `v-named="'状态'"` names the inputs inside a control that stands without a visible label. */
import type { Directive } from 'vue'

const INNER = 'input, textarea'

function name(element: HTMLElement, text: string): void {
  const inputs = element.matches(INNER) ? [element] : [...element.querySelectorAll(INNER)]
  inputs.forEach((input, place) => {
    input.setAttribute('aria-label', inputs.length > 1 ? `${text} ${place + 1}` : text)
  })
}

export const vNamed: Directive<HTMLElement, string> = {
  mounted: (element, { value }) => name(element, value),
  updated: (element, { value }) => name(element, value),
}
