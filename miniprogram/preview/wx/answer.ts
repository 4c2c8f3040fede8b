/** How every asynchronous wx call answers: by its callbacks, or, where none is given, by a promise. */

/** The callbacks all calls take. */
export interface Callbacks {
  success?: (result: never) => void
  fail?: (error: never) => void
  complete?: (result: never) => void
}

/** A refusal with the fields WeChat adds to `errMsg`. */
export class Refusal extends Error {
  constructor(reason: string, readonly fields: Record<string, unknown> = {}) {
    super(reason)
  }
}

type Result = Record<string, unknown>
/** What the call does; an object it returns, or promises, becomes part of the answer. */
type Work = () => unknown

/** Do `work` for the call `name` and tell whoever asked; the promise is there only without callbacks, as in WeChat. */
export function answer(name: string, options: Callbacks | undefined, work: Work): Promise<Result> | undefined {
  const done = run(name, work)
  const given = options ?? {}
  if (!given.success && !given.fail && !given.complete) return done
  done.then(
    (result) => notify(given.success, given.complete, result),
    (error: unknown) => notify(given.fail, given.complete, error),
  )
  return undefined
}

async function run(name: string, work: Work): Promise<Result> {
  try {
    return { errMsg: `${name}:ok`, ...((await work()) as Result | undefined) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw { errMsg: `${name}:fail ${error.message}`, ...error.fields }
  }
}

function notify(first: ((result: never) => void) | undefined, last: ((result: never) => void) | undefined, result: unknown): void {
  first?.(result as never)
  last?.(result as never)
}
