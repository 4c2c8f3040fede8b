/** Reads a code in a picture; a module of its own, fetched when first needed, with its WebAssembly beside it. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

prepareZXingModule({ overrides: { locateFile: (name: string) => `/${name}` } })

/** What the first QR code in the picture says, or undefined. */
export async function decode(picture: Blob): Promise<string | undefined> {
  const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 })
  return found[0]?.text
}
