import { expect, it } from 'vitest'
import type { SettingOut } from './api'
import { grouped, valueWord } from './words'

const setting = (group: string, key: string, value: SettingOut['value']): SettingOut => ({
  group,
  key,
  value,
  secret: false,
  source: 'default',
})

it.each([
  [setting('http', 'secure_cookies', true), '是'],
  [setting('visits', 'health_modules', []), '无'],
  [setting('notifications', 'retry_seconds', [1, 5]), '1、5'],
  [setting('redis', 'url', ''), '未设置'],
  [setting('gate', 'exit_without_entry', 'refuse'), '不放行'],
  [setting('http', 'port', 8000), '8000'],
])('%j reads %s', (given, word) => expect(valueWord(given)).toBe(word))

it('keeps groups together in their order', () => {
  const all = [setting('a', '1', 1), setting('b', '2', 2), setting('a', '3', 3)]
  expect(grouped(all).map(({ group, items }) => `${group}${items.length}`)).toEqual(['a2', 'b1'])
})
