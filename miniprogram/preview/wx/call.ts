/** Ringing somebody, and sounds. */
import { choose } from '../runtime/sheet'
import { answer, type Callbacks, Refusal } from './answer'

/** The calls of this file. */
export const calling = {
  makePhoneCall: (options: Callbacks & { phoneNumber: string }) =>
    answer('makePhoneCall', options, async () => {
      if ((await choose('', [`呼叫 ${options.phoneNumber}`])) !== 0) throw new Refusal('cancel')
    }),
  createInnerAudioContext: () => soundFrom(new Audio()),
}

/** A sound that plays when told; a browser that refuses to make noise says so to whoever listens. */
function soundFrom(audio: HTMLAudioElement): object {
  const failed = new Set<(error: { errMsg: string }) => void>()
  const fail = (reason: unknown): void => failed.forEach((heard) => heard({ errMsg: String(reason) }))
  return {
    get src() { return audio.src },
    set src(address: string) { audio.src = address },
    get volume() { return audio.volume },
    set volume(value: number) { audio.volume = value },
    get loop() { return audio.loop },
    set loop(value: boolean) { audio.loop = value },
    obeyMuteSwitch: true,
    autoplay: false,
    play: () => void audio.play().catch(fail),
    pause: () => audio.pause(),
    seek: (seconds: number) => { audio.currentTime = seconds },
    stop: () => {
      audio.pause()
      audio.currentTime = 0
    },
    destroy: () => audio.pause(),
    onError: (heard: (error: { errMsg: string }) => void) => void failed.add(heard),
    onEnded: (heard: () => void) => audio.addEventListener('ended', heard),
    onPlay: (heard: () => void) => audio.addEventListener('play', heard),
    onCanplay: (heard: () => void) => audio.addEventListener('canplay', heard),
  }
}
