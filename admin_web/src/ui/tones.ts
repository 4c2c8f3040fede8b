/** The few colours that mean something; a tone never stands without a word. */

export type Tone = 'orange' | 'blue' | 'green' | 'red' | 'grey' | 'dark'

/** A word with its colour. */
export interface Word {
  word: string
  tone: Tone
}
