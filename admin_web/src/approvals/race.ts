/** A decision that came too late: who decided what, and when. */
import type { ApiError } from '@/http/errors'
import type { TaskStatus } from '@/http/schema'
import { sayMoment } from '@/ui/time'
import { TASK_STATUS } from './status'

/** The sentence for a 409; the server's own where nobody is named. */
export function lostRace(error: ApiError, now: Date): string {
  const { decided_by: by, decision, decided_at: at } = error.context
  if (error.code !== 'already_decided' || typeof by !== 'string' || typeof at !== 'string') return error.detail
  const word = TASK_STATUS[decision as TaskStatus]?.word ?? '已处理'
  return `${by} ${sayMoment(at, now)} ${word}，您的操作没有生效。`
}
