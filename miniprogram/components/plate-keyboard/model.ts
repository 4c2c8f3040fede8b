/** Which keys a number plate's keyboard offers at each place (GA 36-2018). */
export interface PlateState {
  plate: string
  /** New energy: eight places instead of seven. */
  energy: boolean
}

export interface Key {
  key: string
  off: boolean
}

const PROVINCES = ['京津沪渝冀豫云辽黑', '湘皖鲁新苏浙赣鄂桂', '甘晋蒙陕吉闽贵粤青', '藏川宁琼使']
const LETTERS = ['QWERTYUP', 'ASDFGHJKL', 'ZXCVBNM']
const DIGITS = '1234567890'
// Only a last place may hold one of these.
const ENDINGS = '学警挂领港澳使'

const length = ({ energy }: PlateState): number => (energy ? 8 : 7)

/** The rows of keys for the place to fill next. A key that cannot stand there is off, not hidden. */
export function keyRows(state: PlateState): Key[][] {
  const place = state.plate.length
  if (place === 0) return PROVINCES.map((row) => keysOf(row, () => true))
  const free = place < length(state)
  const last = place === length(state) - 1
  return [
    keysOf(DIGITS, () => free && place > 1),
    ...LETTERS.map((row) => keysOf(row, () => free)),
    keysOf(ENDINGS, () => last && !state.energy),
  ]
}

const keysOf = (row: string, on: (key: string) => boolean): Key[] =>
  Array.from(row, (key) => ({ key, off: !on(key) }))

/** What stands there after `key`; a full plate takes no more. */
export function press(state: PlateState, key: string): PlateState {
  const allowed = keyRows(state).some((row) => row.some((one) => one.key === key && !one.off))
  return allowed ? { ...state, plate: state.plate + key } : state
}

export const erase = (state: PlateState): PlateState => ({ ...state, plate: state.plate.slice(0, -1) })

/** The places to show: filled, next, empty. */
export function boxes(state: PlateState): { index: number; letter: string; next: boolean }[] {
  return Array.from({ length: length(state) }, (_, index) => ({
    index,
    letter: state.plate[index] ?? '',
    next: index === state.plate.length,
  }))
}
