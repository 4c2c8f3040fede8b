/** What the server's refusals look like to the pages: one class for all of them. */
import type { Problem } from './schema'

/** A refusal, or no answer at all (`code` is then `network`, `status` 0). */
export class ApiError extends Error {
  /** The sentence for each wrong field, by the field's name as the API spells it. */
  readonly fields: Record<string, string>

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly problem?: Problem,
  ) {
    super(detail)
    this.name = 'ApiError'
    this.fields = fieldsOf(problem)
  }

  /** What the client needs to go on, as the refusal's `context` says it. */
  get context(): Record<string, unknown> {
    return this.problem?.context ?? {}
  }

  get requestId(): string | undefined {
    return this.problem?.request_id
  }
}

function fieldsOf(problem?: Problem): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { field, message } of problem?.errors ?? []) found[field] ??= message
  return found
}

/** The refusal in an answer's body; a proxy's page instead of a problem document still reads well. */
export function errorFrom(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError(status, body.code, body.detail, body)
  const detail = status >= 500 ? '系统暂时不可用，请稍后再试。' : '请求没有成功，请刷新页面后再试。'
  return new ApiError(status, 'unreadable_answer', detail)
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
}

/** No answer came: the network, or the server, is away. */
export function noAnswer(): ApiError {
  return new ApiError(0, 'network', '连接不上服务器，填写的内容还在。请检查网络后重试。')
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof ApiError ? error.detail : '页面出错了，请刷新后再试。'
}
