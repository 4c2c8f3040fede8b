import { expect, it } from 'vitest'
import { lines } from './wrap'

const measure = (text: string): number => [...text].length

it.each([
  ['短', 4, ['短']],
  ['一二三四五', 4, ['一二三四', '五']],
  ['一二三四五六七八九', 4, ['一二三四', '五六七…']],
  ['𠮷田花子', 2, ['𠮷田', '花子']],
  ['', 4, ['']],
])('%s in lines of %d', (text, width, found) => expect(lines(text, width, 2, measure)).toEqual(found))
