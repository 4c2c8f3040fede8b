/** Who is signed in here. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { http } from '@/http/client'
import { ApiError } from '@/http/errors'
import type { Me } from '@/http/schema'
import { keepCsrfToken, setGatekeeper } from '@/http/session'
import { allows, type Permission } from './can'

/** Whether this browser may still have a session: without it nobody needs to be asked, and nobody be refused. */
const SIGNED_IN = 'signed-in'

export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  /** Whether the session ended while a page was open: a dialog over the page asks to sign in again. */
  const expired = ref(false)
  let waiting: { resolve: () => void; reject: (reason: unknown) => void }[] = []

  const staff = computed(() => me.value?.staff ?? null)

  function can(needed?: Permission): boolean {
    return allows(me.value?.permissions ?? [], needed)
  }

  /** Find out who the browser's cookie belongs to; nobody is an answer too. */
  async function load(): Promise<void> {
    try {
      if (localStorage.getItem(SIGNED_IN)) await renewToken()
    } catch (error) {
      if (!isSignedOut(error)) throw error
      localStorage.removeItem(SIGNED_IN)
    } finally {
      setGatekeeper({ signInAgain, renewToken })
    }
  }

  async function renewToken(): Promise<void> {
    const answer = await http.get('/api/v1/session')
    keepCsrfToken(answer.csrf_token)
    me.value = answer.me
  }

  async function signIn(username: string, password: string): Promise<void> {
    const answer = await http.post('/api/v1/session/password', { body: { username, password } })
    keepCsrfToken(answer.csrf_token)
    me.value = answer.me
    localStorage.setItem(SIGNED_IN, 'yes')
  }

  async function signOut(): Promise<void> {
    setGatekeeper(null)
    try {
      await http.delete('/api/v1/session')
    } catch (error) {
      if (!isSignedOut(error)) throw error
    } finally {
      setGatekeeper({ signInAgain, renewToken })
    }
    me.value = null
    keepCsrfToken(null)
    localStorage.removeItem(SIGNED_IN)
  }

  /** Every call that met the end of the session waits here for the one dialog. */
  function signInAgain(): Promise<void> {
    if (me.value === null) return Promise.reject(new ApiError(401, 'not_signed_in', '请先登录。'))
    expired.value = true
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  /** The dialog's end: go on with what was being done, or give it up. */
  function settle(signedIn: boolean): void {
    const all = waiting
    waiting = []
    expired.value = false
    const left = new ApiError(401, 'not_signed_in', '您已退出，没有保存。')
    for (const { resolve, reject } of all) {
      if (signedIn) resolve()
      else reject(left)
    }
  }

  return { me, staff, expired, can, load, signIn, signOut, settle, renewToken }
})

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}
