/** As much of `wx` as lib/ touches, for specs: a server that answers what it is told, and a storage. */
import { vi } from 'vitest'

export interface Asked {
  url: string
  method: string
  data?: unknown
  header: Record<string, string>
}

export type Reply = { status: number; body?: unknown } | 'lost'

/** Puts a fresh `wx` in place. `answer` is asked for every request, in turn. */
export function fakeWx(answer: (asked: Asked, turn: number) => Reply | Promise<Reply>) {
  const stored = new Map<string, unknown>()
  const asked: Asked[] = []
  let logins = 0
  const wx = {
    getAccountInfoSync: () => ({ miniProgram: { envVersion: 'develop' } }),
    getStorageSync: (name: string) => stored.get(name) ?? '',
    setStorageSync: (name: string, value: unknown) => stored.set(name, value),
    removeStorageSync: (name: string) => stored.delete(name),
    login: ({ success }: { success: (said: { code: string }) => void }) => success({ code: `code-${++logins}` }),
    request: async ({ success, fail, ...rest }: Asked & Callbacks) => {
      const turn = asked.push(rest)
      const reply = await answer(rest, turn)
      if (reply === 'lost') fail({ errMsg: 'request:fail net::ERR' })
      else success({ statusCode: reply.status, data: reply.body })
    },
    requestSubscribeMessage: vi.fn(),
  }
  vi.stubGlobal('wx', wx)
  return { asked, stored, wx, logins: () => logins }
}

interface Callbacks {
  success: (said: { statusCode: number; data: unknown }) => void
  fail: (said: { errMsg: string }) => void
}

/** A problem document of the server. */
export const refusal = (status: number, code: string) => ({ status, body: { status, code, detail: '不行。' } })
