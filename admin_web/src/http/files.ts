/** Files from the server: to be saved, or to be looked at. */
import type { Query } from './address'
import { fetchFile } from './client'

/** Fetch a file and hand it to the browser to save; `onBytes` hears how much has arrived. */
export async function saveFile(
  address: string,
  name: string,
  query?: Query,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<void> {
  const answer = await fetchFile(address, query)
  saveBlob(await collected(answer, onBytes), name)
}

/** Offer a blob to be saved under this name. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken the address by the next turn at the latest.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** A file as an address for <img> or <iframe>, and its type; revoke the address when done. */
export async function viewable(address: string): Promise<{ url: string; type: string }> {
  const blob = await (await fetchFile(address)).blob()
  return { url: URL.createObjectURL(blob), type: blob.type }
}

async function collected(answer: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  const reader = answer.body?.getReader()
  if (!reader) return answer.blob()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value as Uint8Array<ArrayBuffer>)
    onBytes((bytes += next.value.byteLength))
  }
  return new Blob(parts, { type: answer.headers.get('content-type') ?? '' })
}
