import { describe, expect, it } from 'vitest'
import { fakeWx } from '../testing/fake-wx'
import { forgetDraft, loadDraft, saveDraft } from './draft'
import { asProblem, noAnswer } from './problem'
import { invitationStatus, taskStatus, visitStatus } from './status'
import { rootStyle, textScale } from './theme'
import { weeklyWords } from './weekdays'

describe('a draft', () => {
  const DAY = 24 * 3_600_000

  it('is there a week and gone after it', () => {
    const { stored } = fakeWx(() => 'lost')
    saveDraft('apply:A', { purpose: '交流' }, 0)
    expect(loadDraft('apply:A', 7 * DAY)).toEqual({ purpose: '交流' })
    expect(loadDraft('apply:A', 7 * DAY + 1)).toBeNull()
    expect(stored.size).toBe(0)
  })

  it('is one for each application', () => {
    fakeWx(() => 'lost')
    saveDraft('apply:A', 1)
    expect(loadDraft('apply:B')).toBeNull()
    forgetDraft('apply:A')
    expect(loadDraft('apply:A')).toBeNull()
  })
})

describe('a problem', () => {
  it('tells a slow network from none', () => {
    expect(noAnswer('request:fail timeout').code).toBe('timeout')
    expect(noAnswer('request:fail abort')).toMatchObject({ code: 'offline', offline: true, unanswered: true })
  })

  it('is made of anything that was thrown', () => {
    expect(asProblem(new TypeError('x')).detail).toContain('不会丢失')
  })
})

describe('a status', () => {
  it('has a word even if it is newer than this version', () => {
    expect([visitStatus('x'), invitationStatus('x'), taskStatus('x')].map(({ word }) => word)).toEqual([
      '其他',
      '其他',
      '其他',
    ])
  })
})

describe('the root style', () => {
  it('says nothing for the usual colour and size', () => {
    expect(rootStyle('#0052D9', 1, false)).toBe('')
  })

  it('carries the school’s colour, lighter in the dark', () => {
    expect(rootStyle('#800000', 1, false)).toContain('--td-brand-color:rgb(128,0,0);')
    expect(rootStyle('#800000', 1, true)).toContain('--td-brand-color:rgb(160,64,64);')
  })

  it('follows the size of text up to double', () => {
    expect([14, 16, 24, 40, undefined].map(textScale)).toEqual([1, 1, 1.5, 2, 1])
    expect(rootStyle('#0052d9', 1.5, false)).toBe('--text-scale:1.5;')
  })
})

describe('the days of a long-term visit', () => {
  it.each([
    [[1, 3], '08:00', '18:00', '每周一、三 08:00–18:00'],
    [[1, 2, 3, 4, 5, 6, 7], null, null, '每天'],
    [null, '08:00', '18:00', '每天 08:00–18:00'],
    [null, null, null, ''],
  ] as const)('%j %s %s are %s', (days, from, to, words) => {
    expect(weeklyWords(days && [...days], from, to)).toBe(words)
  })
})
