/** Makes the two sounds of the gate, so that they are our own: `node tools/sounds.mjs` writes packages/gate/sounds. */
import { mkdirSync, writeFileSync } from 'node:fs'

const RATE = 8000
const FADE_SECONDS = 0.01
const FOLDER = new URL('../packages/gate/sounds/', import.meta.url)

/** 8-bit samples of tones [hertz, seconds] one after the other; nought hertz is a pause. */
function samples(tones) {
  return tones.flatMap(([hertz, seconds]) => {
    const count = Math.round(RATE * seconds)
    return Array.from({ length: count }, (_, n) => {
      const edge = Math.min(n, count - n) / (RATE * FADE_SECONDS)
      return 128 + Math.round(110 * Math.min(1, edge) * Math.sin((2 * Math.PI * hertz * n) / RATE))
    })
  })
}

/** A WAV file: one channel, 8 bits. */
function wav(tones) {
  const data = Buffer.from(samples(tones))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

mkdirSync(FOLDER, { recursive: true })
writeFileSync(new URL('admit.wav', FOLDER), wav([[880, 0.09], [1320, 0.16]]))
writeFileSync(new URL('refuse.wav', FOLDER), wav([[330, 0.22], [0, 0.08], [220, 0.38]]))
