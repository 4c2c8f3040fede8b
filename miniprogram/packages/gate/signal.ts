/** The two signals of the gate: told apart with the eyes on the visitor, by ear and by hand. */
const SOUNDS = { yes: '/packages/gate/sounds/admit.wav', no: '/packages/gate/sounds/refuse.wav' }
const BETWEEN_MS = 500

/** One short high sound and a tap to admit; two long low ones to refuse. */
export function signal(admitted: boolean): void {
  const player = wx.createInnerAudioContext()
  player.src = admitted ? SOUNDS.yes : SOUNDS.no
  player.onEnded(() => player.destroy())
  player.onError(() => player.destroy())
  player.play()
  if (admitted) {
    wx.vibrateShort({ type: 'heavy' })
    return
  }
  wx.vibrateLong({})
  setTimeout(() => wx.vibrateLong({}), BETWEEN_MS)
}
