import { describe, expect, it } from 'vitest'
import { placeOf } from './place'

const GATES = [
  { id: 'g1', name: '东门' },
  { id: 'g2', name: '西门' },
]

describe('the place', () => {
  it('is where this phone was used last', () => {
    const kept = { gateId: 'g2', gateName: '旧名', direction: 'out' } as const
    expect(placeOf(GATES, kept)).toEqual({ gateId: 'g2', gateName: '西门', direction: 'out' })
  })

  it('is the first gate for entry where that one is gone, and none where there are none', () => {
    expect(placeOf(GATES, null)).toEqual({ gateId: 'g1', gateName: '东门', direction: 'in' })
    expect(placeOf([], null)).toBeNull()
  })
})
