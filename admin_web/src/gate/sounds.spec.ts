import { afterEach, beforeEach, expect, it, vi } from 'vitest'

interface Played {
  hertz: number
  type: OscillatorType
  at: number
  until: number
}
const played: Played[] = []
const resumed = vi.fn()

/** As much of WebAudio as two tones need; its clock stands at 5 s. */
class Audio {
  currentTime = 5
  destination = {}
  constructor(readonly state = 'suspended') {}
  resume = resumed
}
class Oscillator {
  tone: Played
  constructor(_audio: Audio, { frequency, type }: { frequency: number; type: OscillatorType }) {
    this.tone = { hertz: frequency, type, at: 0, until: 0 }
  }
  connect = (next: object) => next
  start = (at: number) => void (this.tone.at = at)
  stop = (at: number) => void played.push({ ...this.tone, until: at })
}
class Gain {
  connect = (next: object) => next
}

beforeEach(() => {
  played.length = 0
  vi.resetModules()
  vi.stubGlobal('AudioContext', Audio)
  vi.stubGlobal('OscillatorNode', Oscillator)
  vi.stubGlobal('GainNode', Gain)
})
afterEach(() => vi.unstubAllGlobals())

const heard = async (admitted: boolean) => {
  const { sound } = await import('./sounds')
  sound(admitted)
  return played.map(({ hertz, type, at, until }) => [hertz, type, at, Number(until.toFixed(2))])
}

it('rises for whoever may pass', async () => {
  expect(await heard(true)).toEqual([
    [660, 'sine', 5, 5.12],
    [990, 'sine', 5.12, 5.34],
  ])
  expect(resumed).toHaveBeenCalled()
})

it('is low, harsh and comes twice for whoever may not', async () => {
  expect(await heard(false)).toEqual([
    [196, 'square', 5, 5.25],
    [196, 'square', 5.35, 5.7],
  ])
})
