import { expect, it } from 'vitest'
import { safeTarget } from './target'

it.each([
  ['/visits?status=approved', '/visits?status=approved'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in?to=/sign-in', '/'],
  [undefined, '/'],
])('%s leads to %s', (said, target) => expect(safeTarget(said)).toBe(target))
