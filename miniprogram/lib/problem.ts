/** What went wrong with a request, in words for the person at the phone. */
export interface FieldProblem {
  field: string
  code: string
  message: string
}

interface Details {
  status: number
  code: string
  detail: string
  errors?: FieldProblem[]
  context?: Record<string, unknown>
}

/** A refusal of the server, or no answer at all (`offline`: status 0). Not an Error: it is shown, never logged. */
export class Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: FieldProblem[]
  readonly context: Record<string, unknown>

  constructor({ status, code, detail, errors = [], context = {} }: Details) {
    this.status = status
    this.code = code
    this.detail = detail
    this.errors = errors
    this.context = context
  }

  get offline(): boolean {
    return this.status === 0
  }

  /** Nobody knows whether the server did it: no answer, or one from something in between. */
  get unanswered(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

const OFFLINE = '网络连接不上，请检查网络后重试。'
const TIMED_OUT = '网络太慢，没有等到回应，请稍后重试。'
const UNREADABLE = '服务器暂时无法回应，请稍后重试。'

/** WeChat's `fail` of a request. */
export function noAnswer(errMsg: string): Problem {
  const slow = errMsg.includes('timeout')
  return new Problem({ status: 0, code: slow ? 'timeout' : 'offline', detail: slow ? TIMED_OUT : OFFLINE })
}

/** The problem document in an answer; a proxy in between may have answered with something else. */
export function fromAnswer(status: number, body: unknown): Problem {
  const said = typeof body === 'object' && body !== null ? (body as Partial<Details>) : {}
  if (typeof said.code !== 'string' || typeof said.detail !== 'string') {
    return new Problem({ status, code: 'unreadable', detail: UNREADABLE })
  }
  return new Problem({ status, code: said.code, detail: said.detail, errors: said.errors, context: said.context })
}

/** Whatever was thrown as a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  return new Problem({ status: 500, code: 'unexpected', detail: '小程序出错了，请返回后重试；填写的内容不会丢失。' })
}
