import { expect, it } from 'vitest'
import { ApiError, errorFrom, noAnswer, sentence } from './errors'

const problem = {
  type: 'urn:visitor:problem:invalid_input', title: '内容有误', status: 422, code: 'invalid_input', detail: '填写的内容有误。',
  errors: [
    { field: 'phone', code: 'too_short', message: '内容太短。' },
    { field: 'phone', code: 'bad', message: '第二句。' },
  ],
  request_id: 'r',
}

it('keeps the first sentence about a field', () => {
  const error = errorFrom(422, problem)
  expect(error.fields).toEqual({ phone: '内容太短。' })
  expect([error.code, error.detail, error.requestId]).toEqual(['invalid_input', '填写的内容有误。', 'r'])
})

it('reads well when a proxy answers instead of the server', () => {
  expect(errorFrom(502, null).detail).toBe('系统暂时不可用，请稍后再试。')
  expect(errorFrom(404, '<html>').code).toBe('unreadable_answer')
})

it('has a sentence for everything thrown', () => {
  expect(sentence(noAnswer())).toContain('填写的内容还在')
  expect(sentence(new TypeError('x'))).not.toContain('x')
  expect(noAnswer()).toBeInstanceOf(ApiError)
})
