/** The health items of an application that staff fill in: as they are typed, and as the API wants them. */
import type { FormOut, HealthIn } from '@/http/schema'
import { fromWall } from '@/ui/time'

export type Item = 'health_code' | 'travel_code' | 'nucleic_acid'

/** An item the school asks for today. */
export interface Asked {
  key: Item
  label: string
  required: boolean
}

/** An upload; both empty until there is one. */
export interface Uploaded {
  id: string
  name: string
}

export interface TypedHealth {
  health_code: { status: '' | 'green' | 'yellow' | 'red'; file: Uploaded }
  travel_code: { file: Uploaded }
  nucleic_acid: { result: '' | 'negative' | 'positive'; sampled_at: string; file: Uploaded }
}

export const noFile = (): Uploaded => ({ id: '', name: '' })

export const blankHealth = (): TypedHealth => ({
  health_code: { status: '', file: noFile() },
  travel_code: { file: noFile() },
  nucleic_acid: { result: '', sampled_at: '', file: noFile() },
})

/** The items among the fields of the configured form. */
export function askedIn(form: Pick<FormOut, 'sections'>): Asked[] {
  const fields = form.sections.find(({ key }) => key === 'health')?.fields ?? []
  return fields.map(({ type, label, required }) => ({ key: type as Item, label, required }))
}

const begun = ({ health_code: code, travel_code: travel, nucleic_acid: test }: TypedHealth): Record<Item, boolean> => ({
  health_code: Boolean(code.status || code.file.id),
  travel_code: Boolean(travel.file.id),
  nucleic_acid: Boolean(test.result || test.sampled_at || test.file.id),
})

/** The sentences for what is required or half filled, by field. */
export function missingHealth(typed: TypedHealth, asked: readonly Asked[]): Record<string, string> {
  const missing: Record<string, string> = {}
  const on = begun(typed)
  for (const { key, label, required } of asked) {
    if (required && !on[key]) missing[`health.${key}`] = `请填写${label}。`
  }
  const { health_code: code, nucleic_acid: test } = typed
  if (on.health_code && !code.status) missing['health.health_code'] = '请选择健康码的颜色。'
  if (on.nucleic_acid && !(test.result && test.sampled_at)) missing['health.nucleic_acid'] = '请选择检测结果和采样时间。'
  const known = new Set(asked.map(({ key }) => `health.${key}`))
  return Object.fromEntries(Object.entries(missing).filter(([field]) => known.has(field)))
}

/** What is asked for and was filled in; null for nothing. */
export function healthBody(typed: TypedHealth, asked: readonly Asked[]): HealthIn | null {
  const { health_code: code, travel_code: travel, nucleic_acid: test } = typed
  const wanted = new Set(asked.map(({ key }) => key))
  const given: HealthIn = {}
  if (wanted.has('health_code') && code.status) given.health_code = { status: code.status, ...named(code.file) }
  if (wanted.has('travel_code') && travel.file.id) given.travel_code = { file_id: travel.file.id }
  if (wanted.has('nucleic_acid') && test.result && test.sampled_at) {
    given.nucleic_acid = { result: test.result, sampled_at: fromWall(test.sampled_at), ...named(test.file) }
  }
  return Object.keys(given).length ? given : null
}

const named = ({ id }: Uploaded): { file_id?: string } => (id ? { file_id: id } : {})
