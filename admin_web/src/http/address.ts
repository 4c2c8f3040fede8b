/** Addresses from a path template, its values and a query. */

export type Query = Record<string, unknown>

/** `/visits/{id}` with its values put in, escaped. */
export function filled(template: string, values: Record<string, string> = {}): string {
  return template.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

/** `?a=1&b=2` without the values that say nothing: undefined, null and the empty text. */
export function queryString(query: Query = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return said.length ? `?${new URLSearchParams(said.map(([key, value]) => [key, String(value)]))}` : ''
}
