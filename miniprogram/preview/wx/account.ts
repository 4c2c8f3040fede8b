/** Who this is, as WeChat tells the school's server: a code that is good once. */
import { act } from '../runtime/place'
import { answer, type Callbacks } from './answer'

/** A fresh code from the sandbox. */
export async function freshCode(kind: 'login' | 'phone'): Promise<string> {
  return (await act<{ code: string }>('codes', { kind })).code
}

/** The calls of this file. */
export const account = {
  login: (options?: Callbacks) => answer('login', options, async () => ({ code: await freshCode('login') })),
  checkSession: (options?: Callbacks) => answer('checkSession', options, () => undefined),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
}
