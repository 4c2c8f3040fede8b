import { expect, it } from 'vitest'
import { vaultFor } from './vault'

it('opens what it sealed, and nothing of it stands there in clear', async () => {
  const sealed = await (await vaultFor('token')).seal({ visitor_name: 'Liu Yang' })
  expect(Buffer.from(sealed.data).includes('Liu Yang')).toBe(false)
  expect(await (await vaultFor('token')).open(sealed)).toEqual({ visitor_name: 'Liu Yang' })
})

it('opens nothing that was sealed under another token', async () => {
  const sealed = await (await vaultFor('token')).seal('secret')
  await expect((await vaultFor('other')).open(sealed)).rejects.toThrow()
})
