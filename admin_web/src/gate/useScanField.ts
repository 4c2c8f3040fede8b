/** A USB scanner types like a keyboard: its keys belong to the scan field, wherever the guard last clicked. */
import { onMounted, onUnmounted, type Ref } from 'vue'

const OWN_KEYS = 'input:not([type=radio], [readonly]), textarea, .t-dialog, .t-popup'

/** Keep `field` ready; other fields and open dialogs keep their keys. */
export function useScanField(field: Readonly<Ref<HTMLInputElement | null>>): { focus: () => void } {
  /** After the click that asked for it has put the focus elsewhere. */
  const focus = (): void => void setTimeout(() => take())
  const take = (): void => field.value?.focus({ preventScroll: true })

  function hear(event: KeyboardEvent): void {
    const target = event.target as HTMLElement | null
    const typed = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
    if (typed && !target?.closest(OWN_KEYS)) take()
  }

  onMounted(() => window.addEventListener('keydown', hear))
  onUnmounted(() => window.removeEventListener('keydown', hear))
  return { focus }
}
