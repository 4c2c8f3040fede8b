import { expect, it } from 'vitest'
import type { SettingOut, SettingsOut } from './api'
import { modulesOf } from './modules'

const module = { title: '健康码', required: false, visitor_types: ['temporary' as const], until: '2099-12-31' }
const form: SettingsOut['form'] = {
  notice: { key: 'privacy', version: '1', title: '告知书', text: '' },
  sections: [],
  modules: { health_code: module, travel_code: { ...module, title: '行程码', required: true } },
}
const chosen: SettingOut = { group: 'visits', key: 'health_modules', value: ['travel_code'], secret: false, source: 'chosen' }

it('tells which modules are on, whom they ask and until when', () => {
  expect(modulesOf({ items: [chosen], form })).toEqual([
    { key: 'health_code', title: '健康码', on: false, asked: '选填，临时访客，到 2099-12-31 为止' },
    { key: 'travel_code', title: '行程码', on: true, asked: '必填，临时访客，到 2099-12-31 为止' },
  ])
})
