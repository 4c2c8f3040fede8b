/** Where this phone is: whose it is, which page its address names, and where the WeChat sandbox listens. */

/** A person of the sandbox, as far as the preview needs them. */
export interface Person {
  key: string
  name: string
  phone: string
  group: string
  role: string
}

const query = new URLSearchParams(location.search)

/** Whose phone this is; empty when the address does not say. */
export const person = query.get('person') ?? ''

/** How large the person has set WeChat's text, in percent. */
export const textPercent = Number(query.get('text') ?? 100)

/** The page the address asks for, without the leading slash, with its query; empty for the first page. */
export function askedFor(): string {
  return location.hash.replace(/^#\/?/, '')
}

let sandbox: Promise<string> | undefined

/** Base URL of the sandbox's control interface. */
export function control(): Promise<string> {
  sandbox ??= fetch('/preview.json').then(async (answer) => ((await answer.json()) as { control: string }).control)
  return sandbox
}

/** Everybody in the sandbox. */
export async function people(): Promise<Person[]> {
  const answer = await fetch(`${await control()}/__sim/people`)
  return ((await answer.json()) as { items: Person[] }).items
}

/** Tell the sandbox what this person does; throws with its words when it refuses. */
export async function act<T>(what: string, body: Record<string, unknown>): Promise<T> {
  const answer = await fetch(`${await control()}/__sim/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, ...body }),
  })
  const said = (await answer.json()) as T & { error?: string }
  if (!answer.ok) throw new Error(said.error ?? `the sandbox answered ${answer.status}`)
  return said
}
