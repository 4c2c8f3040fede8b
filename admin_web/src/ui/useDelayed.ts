/** What lasts shorter than a blink need not be shown. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

const BLINK_MS = 300

/** True once `flag` has been true for 300 ms; false at once. */
export function useDelayed(flag: () => boolean): Readonly<Ref<boolean>> {
  const shown = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    flag,
    (on) => {
      clearTimeout(timer)
      if (!on) shown.value = false
      else timer = setTimeout(() => (shown.value = true), BLINK_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return shown
}
