/** Breaking a text into lines of a width. */

/** At most `most` lines no wider than `width` as `measure` measures; what does not fit ends in an ellipsis. */
export function lines(text: string, width: number, most: number, measure: (text: string) => number): string[] {
  const found: string[] = []
  let line = ''
  for (const sign of text) {
    if (measure(line + sign) <= width) {
      line += sign
    } else if (found.length + 1 < most) {
      found.push(line)
      line = sign
    } else {
      return [...found, shortened(line, width, measure)]
    }
  }
  return [...found, line]
}

function shortened(line: string, width: number, measure: (text: string) => number): string {
  const signs = [...line]
  while (signs.length && measure(`${signs.join('')}…`) > width) signs.pop()
  return `${signs.join('')}…`
}
