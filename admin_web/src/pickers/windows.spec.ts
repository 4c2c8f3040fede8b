import { expect, it } from 'vitest'
import { longTermPresets, soon, temporaryPresets } from './windows'

const at = (time: string): Date => new Date(`2026-11-23T${time}:00+08:00`)

it('begins at the next quarter of an hour', () => {
  expect(soon(at('09:01'))).toBe('2026-11-23 09:15')
  expect(soon(at('09:15'))).toBe('2026-11-23 09:15')
})

it('offers today until the evening, and late in the day until the night', () => {
  expect(temporaryPresets(at('09:01'))[0]).toEqual({ label: '今天', from: '2026-11-23 09:15', to: '2026-11-23 18:00' })
  expect(temporaryPresets(at('17:30'))[0]?.to).toBe('2026-11-23 22:00')
})

it('does not offer today when nothing is left of it', () => {
  expect(temporaryPresets(at('21:30')).map(({ label }) => label)).toEqual(['明天', '后天', '一周内'])
})

it('counts months in days, which the school’s limit does too', () => {
  expect(longTermPresets(at('09:00')).map(({ to }) => to)).toEqual([
    '2026-12-23 18:00', '2027-02-21 18:00', '2027-05-22 18:00',
  ])
})
