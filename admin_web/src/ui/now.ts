/** The time that moves on while a page is open, for "已等待" and "今天". */
import { ref, type Ref } from 'vue'

const now = ref(new Date())
setInterval(() => (now.value = new Date()), 30_000)

/** Now, renewed twice a minute. */
export function useNow(): Readonly<Ref<Date>> {
  return now
}
