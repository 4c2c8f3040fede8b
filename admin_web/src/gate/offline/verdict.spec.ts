/** The same file holds the server's rules: tests/capabilities/gate/test_verdict.py. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { read, stepOf } from './code'
import { matchCode, shortCodeHash } from './decide'
import type { Policy, Reason } from './types'
import { MAY_OVERRIDE, refusal, type Asked, type Credential, type Holder } from './verdict'

interface Case {
  why: string
  reason: Reason | null
  base?: string
  credential?: string
  holder?: Partial<Holder>
  asked?: Partial<Asked>
  policy?: Partial<Policy>
  now?: string
}

interface Codes {
  pass_number: string
  secret: string
  step_seconds: number
  skew_steps: number
  cases: { why: string; at: string; text: string; matched: boolean; step: number | null; stale: boolean }[]
}

interface Vectors {
  policy: Policy
  holders: Record<string, Holder>
  credentials: Record<string, Credential>
  asked: Asked
  now: string
  may_override: Reason[]
  cases: Case[]
  codes: Codes
  short_codes: { cases: { typed: string; hash: string }[] }
}

const FILE = new URL('../../../../tests/vectors/gate_verdicts.json', import.meta.url)
const vectors = JSON.parse(readFileSync(FILE, 'utf-8')) as Vectors
const { codes } = vectors

describe('the gate', () => {
  it.each(vectors.cases)('$why', (argued) => {
    const shown = vectors.credentials[argued.credential ?? 'code'] as Credential
    const holder = { ...(vectors.holders[argued.base ?? 'visit'] as Holder), ...argued.holder }
    const asked = { ...vectors.asked, ...argued.asked }
    const now = Date.parse(argued.now ?? vectors.now)
    expect(refusal(shown, holder, asked, now, { ...vectors.policy, ...argued.policy })).toBe(argued.reason)
  })

  it('lets a guard know better about presence only', () => expect(MAY_OVERRIDE).toEqual(vectors.may_override))
})

describe('a scanner read', () => {
  it.each(codes.cases)('$why', async ({ at, text, matched, step, stale }) => {
    const said = read(text)
    if (said?.kind !== 'code') throw new Error('not read')
    expect(said.number).toBe(codes.pass_number)
    const { step_seconds: seconds, skew_steps: skew } = codes
    const found = await matchCode(said.code, () => [codes.secret], stepOf(Date.parse(at), seconds), seconds, skew)
    expect(found).toEqual({ matched, step, stale })
  })

  it.each(vectors.short_codes.cases)('the short code $typed', async ({ typed, hash }) => {
    const said = read(typed)
    expect(said?.kind === 'short' && (await shortCodeHash(said.short))).toBe(hash)
  })

  it.each(['', '你好', 'https://example.com/pay', 'V123456789AB1018269'])('nothing of ours in %j', (text) => {
    expect(read(text)).toBeNull()
  })
})
