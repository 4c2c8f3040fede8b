/** Where on the form an error stands, and which fields an approver asked to change. */
import type { ApplicationForm } from '../../../api/types'
import type { FieldProblem } from '../../../lib/problem'
import type { Errors } from './checks'

/** The id of a field's element. */
export const anchorOf = (key: string): string => `f-${key.replace(/\./g, '-')}`

const keysOf = (form: ApplicationForm): string[] =>
  form.sections.flatMap(({ fields }) => fields.map(({ key }) => key))

const within = (name: string, key: string): boolean => name === key || name.startsWith(`${key}.`)

/** The first wrong field as the visitor reads the form; empty where none of them stands on it. */
export function firstAnchor(errors: Errors, form: ApplicationForm): string {
  const wrong = keysOf(form).find((key) => Object.keys(errors).some((name) => within(name, key)))
  return wrong ? anchorOf(wrong) : ''
}

/** The server's problems by field, and in `rest` the sentences of those no field shows. */
export function placed(problems: FieldProblem[], form: ApplicationForm): { errors: Errors; rest: string } {
  const keys = keysOf(form)
  const shown = problems.filter(({ field }) => keys.some((key) => within(field, key)))
  const others = problems.filter((problem) => !shown.includes(problem))
  return {
    errors: Object.fromEntries(shown.map(({ field, message }) => [field, message])),
    rest: others.map(({ message }) => message).join(' '),
  }
}

/** Field -> whether the approver asked for it to be changed. */
export function askedFields(toRepair: string[] | null, form: ApplicationForm): Record<string, boolean> {
  const asked = keysOf(form).filter((key) => toRepair?.some((name) => within(name, key) || within(key, name)))
  return Object.fromEntries(asked.map((key) => [key, true]))
}
