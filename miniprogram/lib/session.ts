/** Who is asking: one sign-in for a launch, shared by all pages. */
import type { Me, SignedIn } from '../api/types'
import { dropToken, get, hasToken, keepToken, open, renewBy } from './request'

let current: Me | null = null
let starting: Promise<Me> | null = null
let signingIn: Promise<Me> | null = null

renewBy(signIn)

/** The person at this phone. Throws Problem; the next call tries again. */
export function ready(): Promise<Me> {
  starting ??= start().catch((thrown) => {
    starting = null
    throw thrown
  })
  return starting
}

export const me = (): Me | null => current
export const can = (permission: string): boolean => current?.permissions.includes(permission) ?? false

/** The same person, asked anew: after a phone was proved, or an account bound. Throws Problem. */
export async function refresh(): Promise<Me> {
  return keep((await get<{ me: Me }>('/session')).me)
}

async function start(): Promise<Me> {
  // A token that has run out is renewed on the way.
  if (hasToken()) return refresh()
  return signIn()
}

/** Whoever asks at the same time shares one login. */
function signIn(): Promise<Me> {
  signingIn ??= exchangeCode().finally(() => (signingIn = null))
  return signingIn
}

async function exchangeCode(): Promise<Me> {
  dropToken()
  const answer = await open<SignedIn>('/session/wechat', { code: await loginCode() })
  keepToken(answer.token)
  return keep(answer.me)
}

function loginCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({ success: ({ code }) => resolve(code), fail: reject })
  })
}

function keep(known: Me): Me {
  current = known
  return known
}
