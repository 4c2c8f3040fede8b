import { expect, it } from 'vitest'
import { alarmWords, mayResend, reasonWord } from './status'

it.each([
  ['service.channel_stopped', '服务号：账号不可用，需要处理'],
  ['mini_program.bad_value.visit_approved', '小程序“预约已通过”：消息内容不符合模板要求'],
  ['templates:service', '服务号的消息模板与配置不一致，请核对模板库'],
])('%s reads %s', (key, words) => expect(alarmWords(key)).toBe(words))

it('shows a reason it does not know as it came', () => expect(reasonWord('brand_new')).toBe('brand_new'))

it('starts again only what did not arrive', () => {
  expect(mayResend('failed')).toBe(true)
  expect(mayResend('sent')).toBe(false)
})
