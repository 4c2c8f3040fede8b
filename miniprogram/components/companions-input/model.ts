/** Companions as they are typed, and what is wrong with each. */
import { NO_DOCUMENT, type DocumentDraft } from '../document-input/model'

export interface CompanionDraft {
  name: string
  document: DocumentDraft
  /** The number the server already holds, masked. */
  masked: string
}

export const NO_COMPANION: CompanionDraft = { name: '', document: NO_DOCUMENT, masked: '' }

export function rowsOf(companions: CompanionDraft[], errors: Record<string, string>) {
  return companions.map((companion, index) => ({
    ...companion,
    index,
    title: `随行人员 ${index + 1}`,
    nameError: errors[`companions.${index}.name`] ?? '',
    numberError: errors[`companions.${index}.document.number`] ?? errors[`companions.${index}.document`] ?? '',
    stateError: errors[`companions.${index}.document.issuing_state`] ?? '',
  }))
}
