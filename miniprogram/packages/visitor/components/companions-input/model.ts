/** The companions with what is wrong with each. */
import type { CompanionDraft } from '../../apply/draft'

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
