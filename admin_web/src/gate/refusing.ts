/** The green answer taken back: told to the server, or kept here to be told when the server is away. */
import { ApiError } from '@/http/errors'
import { recordOf, sentAway, type Answer } from './answers'
import { refusePassage } from './api'
import type { Book } from './offline/book'
import type { TurnedAway } from './offline/types'
import { waiting } from './offline/uploads'
import { isAway, type Reach } from './reach'
import { NOT_ENROLLED, now, PATIENCE } from './scanning'

/** Whoever is sent away later (ms) has been inside, as server/gate/rules.py has it. */
const TURN_AWAY = 600_000
const TOO_LATE = '放行已超过10分钟，不能再改为不放行。请登记离校，或联系保卫处。'
const UNKNOWN = { inside: false, inside_since: null, entries: 0 }

/** The answer that stands instead of `answer`. Throws ApiError where it is too late, or nobody could be told. */
export async function refuse(answer: Answer, reason: string, book: Book, reach: Reach, mayDecide: boolean): Promise<Answer> {
  const at = now(book)
  if (at - answer.at.getTime() > TURN_AWAY) throw new ApiError(0, 'passage_stands', TOO_LATE)
  const { inside, inside_since, entries } = answer.ruling.pass ?? UNKNOWN
  const turned_away = { reason, at: new Date(at).toISOString(), inside, inside_since, entries }
  if (answer.passage_id && reach.online.value && waiting(book.scans.value).length === 0) {
    try {
      return await byServer(answer, answer.passage_id, turned_away, book)
    } catch (error) {
      if (!isAway(error) || !mayDecide) throw error
      reach.down()
    }
  }
  if (!mayDecide) throw new ApiError(0, 'network', NOT_ENROLLED)
  await book.amend({ ...recordOf(answer, null), turned_away })
  return { ...sentAway(answer, reason), offline: true }
}

async function byServer(answer: Answer, id: string, turned_away: TurnedAway, book: Book): Promise<Answer> {
  await refusePassage(id, turned_away.reason, AbortSignal.timeout(PATIENCE))
  await book.amend({ ...recordOf(answer, Date.now()), turned_away })
  return sentAway(answer, turned_away.reason)
}
