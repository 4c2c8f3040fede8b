import { expect, it } from 'vitest'
import { freshKey, vaultFor, vaultOn } from './vault'

it('opens what it sealed, and nothing of it stands there in clear', async () => {
  const sealed = await (await vaultFor('token')).seal({ visitor_name: 'Liu Yang' })
  expect(Buffer.from(sealed.data).includes('Liu Yang')).toBe(false)
  expect(await (await vaultFor('token')).open(sealed)).toEqual({ visitor_name: 'Liu Yang' })
})

it('opens nothing that was sealed under another token', async () => {
  const sealed = await (await vaultFor('token')).seal('secret')
  await expect((await vaultFor('other')).open(sealed)).rejects.toThrow()
})

it('has a key for what outlives the token, that nobody can read', async () => {
  const key = await freshKey()
  expect(await vaultOn(key).open(await vaultOn(key).seal('waits'))).toBe('waits')
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})
