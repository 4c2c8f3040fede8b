/** The poster of an invitation, drawn on a canvas: 750 × 1080, what phones send without shrinking. */
import QRCode from 'qrcode'
import { lines } from './wrap'

export interface PosterWords {
  school: string
  color: string
  visitor: string
  inviter: string
  time: string
  code: string
  link: string
}

export const POSTER = { width: 750, height: 1080 }
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
const QR_SIZE = 400

/** Draw it. Rejects when the link does not fit a QR code. */
export async function drawPoster(canvas: HTMLCanvasElement, words: PosterWords): Promise<void> {
  const pen = canvas.getContext('2d')
  if (!pen) return
  canvas.width = POSTER.width
  canvas.height = POSTER.height
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, POSTER.width, POSTER.height)
  pen.fillStyle = words.color
  pen.fillRect(0, 0, POSTER.width, 250)
  pen.textAlign = 'center'
  write(pen, words.school, 92, '#fff', `600 40px ${FONT}`)
  write(pen, '访客邀请', 148, '#fff', `28px ${FONT}`)
  write(pen, `${words.visitor}，欢迎来访`, 210, '#fff', `600 34px ${FONT}`)
  const qr = document.createElement('canvas')
  await QRCode.toCanvas(qr, words.link, { width: QR_SIZE, margin: 0, errorCorrectionLevel: 'M' })
  pen.drawImage(qr, (POSTER.width - QR_SIZE) / 2, 310, QR_SIZE, QR_SIZE)
  write(pen, '微信扫一扫，填写进校申请', 770, '#5e5e5e', `28px ${FONT}`)
  write(pen, words.code, 850, '#181818', `600 48px ${FONT}`)
  write(pen, '邀请码（也可在小程序里输入）', 895, '#5e5e5e', `24px ${FONT}`)
  const below = write(pen, words.time, 965, '#181818', `28px ${FONT}`)
  write(pen, words.inviter, below + 45, '#5e5e5e', `26px ${FONT}`)
}

/** Centred, at most two lines, smaller than the poster; where the last line stands. */
function write(pen: CanvasRenderingContext2D, text: string, y: number, color: string, font: string): number {
  pen.font = font
  pen.fillStyle = color
  const found = lines(text, POSTER.width - 80, 2, (part) => pen.measureText(part).width)
  found.forEach((line, index) => {
    pen.fillText(line, POSTER.width / 2, y + index * 40)
  })
  return y + (found.length - 1) * 40
}
