import { describe, expect, it } from 'vitest'
import { askedIn, blankHealth, healthBody, missingHealth, type Asked } from './health'

const all: Asked[] = [
  { key: 'health_code', label: '健康码', required: true },
  { key: 'travel_code', label: '行程码', required: false },
  { key: 'nucleic_acid', label: '核酸检测', required: false },
]
const file = { id: 'f1', name: 'code.png' }

it('finds the items in the form, and none where the school asks for none', () => {
  const field = { key: 'health.health_code', type: 'health_code', label: '健康码', required: true, visitor_types: [] }
  expect(askedIn({ sections: [{ key: 'health', title: '健康信息', fields: [field] }] })).toEqual([all[0]])
  expect(askedIn({ sections: [] })).toEqual([])
})

describe('what is missing', () => {
  it('is what is required and what was begun', () => {
    expect(missingHealth(blankHealth(), all)).toEqual({ 'health.health_code': '请填写健康码。' })
    const begun = { ...blankHealth(), health_code: { status: '' as const, file } }
    begun.nucleic_acid.result = 'negative'
    expect(Object.keys(missingHealth(begun, all))).toEqual(['health.health_code', 'health.nucleic_acid'])
  })

  it('is nothing that is not asked for', () => expect(missingHealth(blankHealth(), [])).toEqual({}))
})

describe('the body', () => {
  const typed = blankHealth()
  typed.health_code = { status: 'green', file }
  typed.nucleic_acid = { result: 'negative', sampled_at: '2026-11-23 08:00', file: { id: '', name: '' } }

  it('has what was filled in', () => {
    expect(healthBody(typed, all)).toEqual({
      health_code: { status: 'green', file_id: 'f1' },
      nucleic_acid: { result: 'negative', sampled_at: '2026-11-23T00:00:00Z' },
    })
  })

  it('leaves out what this type of visitor is not asked', () => {
    expect(healthBody(typed, all.slice(0, 1))).toEqual({ health_code: { status: 'green', file_id: 'f1' } })
    expect(healthBody(blankHealth(), all)).toBeNull()
  })
})
