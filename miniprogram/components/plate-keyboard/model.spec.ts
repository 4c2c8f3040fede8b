import { describe, expect, it } from 'vitest'
import { boxes, erase, keyRows, press, type PlateState } from './model'

const typed = (text: string, energy = false): PlateState => Array.from(text).reduce(press, { plate: '', energy })

describe('the plate keyboard', () => {
  it.each(['京A12345', '京A1234学', '粤Z1234港'])('types %s', (plate) => {
    expect(typed(plate).plate).toBe(plate)
  })

  it.each(['京AD12345', '京A12345D'])('types the new-energy plate %s', (plate) => {
    expect(typed(plate, true).plate).toBe(plate)
  })

  it('begins with a province and goes on with a letter', () => {
    expect(press({ plate: '', energy: false }, 'A').plate).toBe('')
    expect(press({ plate: '京', energy: false }, '1').plate).toBe('京')
  })

  it('has neither I nor O', () => {
    const keys = keyRows({ plate: '京A', energy: false }).flat()
    expect(keys.some(({ key }) => key === 'I' || key === 'O')).toBe(false)
  })

  it('offers the special endings at the last place only', () => {
    expect(typed('京A1学').plate).toBe('京A1')
    expect(typed('京A12345学', true).plate).toBe('京A12345')
  })

  it('takes no more than fits', () => {
    expect(typed('京A123456').plate).toBe('京A12345')
  })

  it('erases one place after the other', () => {
    expect(erase(erase(typed('京A1'))).plate).toBe('京')
    expect(erase({ plate: '', energy: false }).plate).toBe('')
  })

  it('shows the place to fill next', () => {
    const shown = boxes({ plate: '京A', energy: true })
    expect(shown).toHaveLength(8)
    expect(shown.findIndex((box) => box.next)).toBe(2)
  })
})
