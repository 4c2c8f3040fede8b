import { expect, it } from 'vitest'
import { choicesOf, pictureWords } from './model'

it('offers what the server takes', () => {
  expect(choicesOf('health_code').map(({ value }) => value)).toEqual(['green', 'yellow', 'red'])
  expect(choicesOf('nucleic_acid').map(({ value }) => value)).toEqual(['negative', 'positive'])
  expect(choicesOf('travel_code')).toEqual([])
})

it('asks for a picture only where the item is one', () => {
  expect(['health_code', 'travel_code', 'nucleic_acid'].filter((kind) => !pictureWords(kind).includes('选填'))).toEqual([
    'travel_code',
  ])
})
