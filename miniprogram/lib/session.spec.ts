import { expect, it, vi } from 'vitest'
import { fakeWx, refusal } from '../testing/fake-wx'

const ME = { visitor: null, staff: null, permissions: ['visitor:self'], must_change_password: false }
const signedIn = { status: 200, body: { token: 't1', me: ME } }

// A launch: the modules as they are before anybody has asked for anything.
async function launch() {
  vi.resetModules()
  return import('./session')
}

it('signs in once however many pages ask', async () => {
  const { asked, logins } = fakeWx(() => signedIn)
  const { can, me, ready } = await launch()
  await Promise.all([ready(), ready(), ready()])
  expect(asked).toHaveLength(1)
  expect(logins()).toBe(1)
  expect(me()).toEqual(ME)
  expect([can('visitor:self'), can('gate:scan')]).toEqual([true, false])
})

it('goes on with the token of the last launch', async () => {
  const { asked, logins, wx } = fakeWx(() => ({ status: 200, body: { me: ME } }))
  wx.setStorageSync('token', 'kept')
  await (await launch()).ready()
  expect(asked.map(({ method, url }) => `${method} ${url.slice(-8)}`)).toEqual(['GET /session'])
  expect(logins()).toBe(0)
})

it('signs in again when that token has run out', async () => {
  const { asked, logins, wx } = fakeWx(({ url, header }) => {
    if (url.endsWith('/wechat')) return signedIn
    return header.Authorization === 'Bearer t1' ? { status: 200, body: { me: ME } } : refusal(401, 'not_signed_in')
  })
  wx.setStorageSync('token', 'old')
  expect(await (await launch()).ready()).toEqual(ME)
  expect(logins()).toBe(1)
  expect(asked).toHaveLength(3)
})

it('shares one renewal among calls that all met an expired session', async () => {
  const { logins, wx } = fakeWx(({ url, header }) => {
    if (url.endsWith('/wechat')) return signedIn
    return header.Authorization === 'Bearer t1' ? { status: 200, body: 'yes' } : refusal(401, 'not_signed_in')
  })
  wx.setStorageSync('token', 'old')
  await launch()
  const { get } = await import('./request')
  expect(await Promise.all([get('/a'), get('/b'), get('/c')])).toEqual(['yes', 'yes', 'yes'])
  expect(logins()).toBe(1)
})

it('tries again after a launch without network', async () => {
  const { logins } = fakeWx((_, turn) => (turn === 1 ? 'lost' : signedIn))
  const { ready } = await launch()
  await expect(ready()).rejects.toMatchObject({ offline: true })
  expect(await ready()).toEqual(ME)
  expect(logins()).toBe(2)
})
