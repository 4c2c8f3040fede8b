/** Reading QR codes from the camera with zxing, compiled to WebAssembly and served by us. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

prepareZXingModule({ overrides: { locateFile: () => wasm } })

/** Milliseconds between two looks. */
const PAUSE = 120

/** Why there is no picture, in a sentence for the guard. */
export function whyNoCamera(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return '浏览器没有允许使用摄像头。请在地址栏的权限设置里允许，再试一次。'
  if (name === 'NotFoundError') return '这台设备没有摄像头，请用扫码枪，或输入短码。'
  if (!window.isSecureContext) return '这个网址不是 https，浏览器不允许使用摄像头。请用扫码枪，或输入短码。'
  return '摄像头打不开，可能正被其他程序使用。请关闭其他程序后再试。'
}

/** Shows the camera in `video` until `signal`; resolves with the first code seen, or null when stopped before. */
export async function film(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
  try {
    video.srcObject = stream
    await video.play()
    while (!signal.aborted) {
      const text = await look(video)
      if (text) return text
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    return null
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

async function look(video: HTMLVideoElement): Promise<string | null> {
  const { videoWidth: width, videoHeight: height } = video
  const drawing = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!drawing || !width) return null
  drawing.drawImage(video, 0, 0)
  const [seen] = await readBarcodes(drawing.getImageData(0, 0, width, height), { formats: ['QRCode'], maxNumberOfSymbols: 1 })
  return seen?.text ?? null
}
