import { expect, it } from 'vitest'
import { greeting } from './greeting'

it.each([
  ['02', '夜深了'], ['08', '早上好'], ['12', '中午好'], ['15', '下午好'], ['20', '晚上好'],
])('at %s says %s', (hour, said) => expect(greeting(new Date(`2026-11-23T${hour}:00:00+08:00`))).toBe(said))
