/** The gates something is limited to, in words. */

/** Their names; null means that every gate will do. */
export const gatesOf = (gates: readonly { name: string }[] | null): string =>
  gates?.map(({ name }) => name).join('、') ?? '所有校门'
