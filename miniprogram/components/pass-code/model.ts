/** The dark and light squares of a QR code. */
import qrcode from 'qrcode-generator'

const SMALLEST_THAT_FITS = 0

/** Row by row, true where dark. `text` holds only what QR's alphanumeric set has: digits and capitals. */
export function modulesOf(text: string): boolean[][] {
  const symbol = qrcode(SMALLEST_THAT_FITS, 'M')
  symbol.addData(text, 'Alphanumeric')
  symbol.make()
  const places = Array.from({ length: symbol.getModuleCount() }, (_, index) => index)
  return places.map((row) => places.map((column) => symbol.isDark(row, column)))
}
