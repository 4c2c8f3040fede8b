/** A USB scanner types like a keyboard: its keys belong to the scan field, wherever the guard last touched. */
import { onMounted, onUnmounted, type Ref } from 'vue'

/** Other fields keep their keys, and so does what is open over the desk, but for an answer: there any key goes on. */
const OWN_KEYS = 'input:not([type=radio]), textarea, select'
const OPEN = '[aria-modal=true]:not(.answer)'

/** Keep `field` ready; `next` is called when a key is typed over an answer. */
export function useScanField(field: Readonly<Ref<HTMLInputElement | null>>, next: () => void): { focus: () => void } {
  /** After the click that asked for it has put the focus elsewhere. */
  const focus = (): void => void setTimeout(() => take())
  const take = (): void => field.value?.focus({ preventScroll: true })

  function hear(event: KeyboardEvent): void {
    if (document.querySelector(OPEN)) return
    const target = event.target as HTMLElement | null
    const typed = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
    if ((typed && !target?.closest(OWN_KEYS)) || event.key === 'Escape') {
      next()
      take()
    }
  }

  onMounted(() => window.addEventListener('keydown', hear))
  onUnmounted(() => window.removeEventListener('keydown', hear))
  return { focus }
}
