/** From the generated description of the API: which paths there are, what they take and what they answer. */
import type { paths } from './schema'

export type Method = 'get' | 'post' | 'patch' | 'delete'

type Operation<P extends keyof paths, M extends Method> = paths[P][M]

/** The paths that have this method. */
export type PathsOf<M extends Method> = {
  [P in keyof paths]: Operation<P, M> extends { responses: unknown } ? P : never
}[keyof paths]

type Content<R> = R extends { content: { 'application/json': infer A } } ? A : undefined

/** The body of the successful answer; undefined for 204. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? 200 extends keyof R
      ? Content<R[200]>
      : 201 extends keyof R
        ? Content<R[201]>
        : undefined
    : never

type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : { body?: undefined }

type PathOf<O> = O extends { parameters: { path: infer V } } ? { path: V } : { path?: undefined }

type QueryOf<O> = O extends { parameters: { query: infer Q } }
  ? { query: Q }
  : O extends { parameters: { query?: infer Q } }
    ? { query?: Q }
    : { query?: undefined }

/** What a call may or must bring along. */
export type Input<P extends keyof paths, M extends Method> = Body<Operation<P, M>> &
  PathOf<Operation<P, M>> &
  QueryOf<Operation<P, M>> & { signal?: AbortSignal }

/** The input may be left out where nothing in it is needed. */
export type Given<I> = object extends I ? [input?: I] : [input: I]
