/** Putting the server's sentences on the fields of a form. */

export interface Placed {
  /** The sentence for each field of the form. */
  byField: Record<string, string>
  /** Sentences about what the form does not show. */
  elsewhere: string[]
}

/** Each error goes to the field of that name, or to the nearest part it stands in: `companions.0.name` to `companions`. */
export function place(errors: Record<string, string>, fields: readonly string[]): Placed {
  const placed: Placed = { byField: {}, elsewhere: [] }
  for (const [name, message] of Object.entries(errors)) {
    const field = nearest(name, fields)
    if (field === undefined) placed.elsewhere.push(message)
    else placed.byField[field] ??= message
  }
  return placed
}

function nearest(name: string, fields: readonly string[]): string | undefined {
  const parts = name.split('.')
  for (let length = parts.length; length > 0; length--) {
    const candidate = parts.slice(0, length).join('.')
    if (fields.includes(candidate)) return candidate
  }
  return undefined
}
