import { expect, it } from 'vitest'
import { branches, possibleParents } from './tree'

const unit = (id: string, parent_id: string | null, active = true) => ({ id, name: id, parent_id, head: null, active })
const units = [unit('b1', 'b'), unit('b', 'root'), unit('root', null), unit('a', 'root', false), unit('b11', 'b1'), unit('c', 'root')]

it('writes every unit below the one it belongs to, the closed ones last', () => {
  expect(branches(units).map(({ id, depth }) => `${depth}${id}`)).toEqual(['0root', '1b', '2b1', '3b11', '1c', '1a'])
})

it('keeps a unit whose parent is not in the list', () => {
  expect(branches([unit('x', 'gone')]).map(({ id }) => id)).toEqual(['x'])
})

it('offers no parent below the unit itself, and none that is closed', () => {
  expect(possibleParents(units, 'b').map(({ value }) => value)).toEqual(['root', 'c'])
  expect(possibleParents(units).map(({ value }) => value)).toEqual(['root', 'b', 'b1', 'b11', 'c'])
})
