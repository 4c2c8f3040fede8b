/** Two sounds that cannot be taken for one another: rising for 放行, low and twice for 不放行. */

interface Tone {
  hertz: number
  /** Seconds from now. */
  at: number
  seconds: number
}

const YES: Tone[] = [
  { hertz: 660, at: 0, seconds: 0.12 },
  { hertz: 990, at: 0.12, seconds: 0.22 },
]
const NO: Tone[] = [
  { hertz: 196, at: 0, seconds: 0.25 },
  { hertz: 196, at: 0.35, seconds: 0.35 },
]

let context: AudioContext | null = null

/** Browsers let a page sound only after somebody has touched it; before that it stays silent. */
export function sound(admitted: boolean): void {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  for (const tone of admitted ? YES : NO) play(context, tone, admitted ? 'sine' : 'square')
}

function play(audio: AudioContext, { hertz, at, seconds }: Tone, type: OscillatorType): void {
  const oscillator = new OscillatorNode(audio, { frequency: hertz, type })
  const volume = new GainNode(audio, { gain: 0.25 })
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(audio.currentTime + at)
  oscillator.stop(audio.currentTime + at + seconds)
}
