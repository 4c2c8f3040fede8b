/** The one-time code that makes a browser a gate device: typed, or in the address that its QR code holds. */

/** The code in `…/gate#enrol=CODE`; a text without such an address is the code itself, a hash without one none. */
export function codeIn(text: string): string {
  const [, code] = /#enrol=([0-9A-Za-z-]+)/.exec(text) ?? []
  return code ?? (text.includes('#') ? '' : text.trim())
}
