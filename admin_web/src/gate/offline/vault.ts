/** Sealing what the desk keeps, with AES-GCM under a key that only the device's token yields (HKDF).

The key is derived anew at every start and kept in no store. Whoever ends the token's life — the desk when it is told so,
or somebody who clears the token alone — leaves behind what nobody can read. Scans that wait then have a key of their own. */

const INFO = new TextEncoder().encode('gate desk store 1')
const SALT = new TextEncoder().encode('visitor')
const IV_BYTES = 12

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

export interface Vault {
  seal: (value: unknown) => Promise<Sealed>
  /** Throws (OperationError) when it was sealed under another token. */
  open: <T>(sealed: Sealed) => Promise<T>
}

const AES = { name: 'AES-GCM', length: 256 }

/** A key that this browser can use and nobody can read. */
export const freshKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(AES, false, ['encrypt', 'decrypt'])

export async function vaultFor(token: string): Promise<Vault> {
  const input = await crypto.subtle.importKey('raw', new TextEncoder().encode(token), 'HKDF', false, ['deriveKey'])
  const rule = { name: 'HKDF', hash: 'SHA-256', salt: SALT, info: INFO }
  return vaultOn(await crypto.subtle.deriveKey(rule, input, AES, false, ['encrypt', 'decrypt']))
}

export function vaultOn(key: CryptoKey): Vault {
  return {
    seal: async (value) => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const plain = new TextEncoder().encode(JSON.stringify(value))
      return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) }
    },
    open: async <T>({ iv, data }: Sealed) =>
      JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data))) as T,
  }
}
