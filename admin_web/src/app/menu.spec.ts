import { describe, expect, it } from 'vitest'
import { menuFor, startFor } from './menu'
import type { Screen } from './screen'

const screen = (path: string, group: '' | '访客' | '系统', permission?: Screen['permission']): Screen => ({
  path,
  name: path,
  title: path,
  component: () => Promise.reject(new Error('not opened here')),
  permission,
  menu: { group, icon: 'app' },
})
const screens = [
  screen('/audit', '系统', 'audit:read'),
  screen('/visits', '访客', 'visits:read'),
  { ...screen('/visits/:id', '访客', 'visits:read'), menu: undefined },
]

describe('the menu', () => {
  it('shows what one may open, group by group, in the order of the groups', () => {
    const all = menuFor(screens, ['audit:read', 'visits:read'])
    expect(all.map(({ title }) => title)).toEqual(['访客', '系统'])
    expect(all[0]?.entries.map(({ path }) => path)).toEqual(['/visits'])
  })

  it('leaves out a group without anything to open', () => {
    expect(menuFor(screens, ['audit:read']).map(({ title }) => title)).toEqual(['系统'])
  })

  it('begins with its first entry, or with one’s own account', () => {
    expect(startFor(screens, ['audit:read'])).toBe('/audit')
    expect(startFor(screens, [])).toBe('/account')
  })
})
