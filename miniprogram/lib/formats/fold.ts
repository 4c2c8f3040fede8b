/** The first step for every number people copy, paste or dictate. */

/** A value in the one form it is sent in; or what to mend (`error`), or to look at again (`remark`). */
export interface Checked {
  value: string
  error: string
  remark: string
}

export const fine = (value: string, remark = ''): Checked => ({ value, error: '', remark })
export const wrong = (error: string): Checked => ({ value: '', error, remark: '' })

// Hyphens, middle dots, spaces, and the invisible marks that come along when a number is copied from contacts.
const DROPPED = /[-\u2010-\u2015\u2212\u00b7\u2022\u2027\u2219\u22c5\u30fb\s\p{Cf}]/gu

/** `text` in Unicode NFKC and capitals, without separators and invisible marks. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(DROPPED, '').toUpperCase().normalize('NFC')
}
