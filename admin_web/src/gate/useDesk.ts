/** The gate desk: one scan at a time, its answer, and a repeat under the same name when no answer came. */
import { ref, shallowRef } from 'vue'
import { ApiError, sentence } from '@/http/errors'
import { newKey } from '@/http/idempotency'
import { scan, type ScanIn } from './api'
import { answerOf, withAnswer, type Answer } from './answers'

export function useDesk(place: () => Pick<ScanIn, 'gate_id' | 'direction'>, changed: () => void) {
  const answers = shallowRef<Answer[]>([])
  const working = ref(false)
  /** Why the last scan has no verdict. */
  const failure = ref('')
  /** The scan that got no answer, to be sent again as it was. */
  const unanswered = shallowRef<ScanIn | null>(null)

  async function send(given: ScanIn): Promise<void> {
    if (working.value) return
    working.value = true
    failure.value = ''
    unanswered.value = null
    try {
      answers.value = withAnswer(answers.value, answerOf(given, await scan(given), new Date()))
      changed()
    } catch (error) {
      failure.value = sentence(error)
      if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) unanswered.value = given
    } finally {
      working.value = false
    }
  }

  async function read(code: string): Promise<void> {
    const said = code.trim()
    if (said) await send({ ...place(), code: said, nonce: newKey() })
  }

  const again = (): Promise<void> => (unanswered.value ? send(unanswered.value) : Promise.resolve())
  return { answers, working, failure, unanswered, read, again }
}
