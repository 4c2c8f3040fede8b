/** A QR code on a canvas, redrawn when its text changes. Always dark on white: scanners want it so. */
import { modulesOf } from './model'

type Pen = WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D

// Of the empty border a reader needs, in squares; the white card around gives the rest.
const QUIET = 1

Component({
  properties: {
    text: { type: String, value: '' },
    /** No longer valid: still there, but plainly not to be scanned. */
    faded: { type: Boolean, value: false },
  },
  observers: {
    text(text: string) {
      if (text) wx.nextTick(() => this.draw(text))
    },
  },
  methods: {
    draw(text: string) {
      const query = this.createSelectorQuery()
      query.select('#code').fields({ node: true, size: true })
      query.exec(([found]) => {
        // The page was left before the canvas was there.
        if (found?.node) paint(found.node, found.width, text)
      })
    },
  },
})

function paint(canvas: WechatMiniprogram.Canvas, width: number, text: string): void {
  const side = Math.round(width * wx.getWindowInfo().pixelRatio)
  canvas.width = side
  canvas.height = side
  const modules = modulesOf(text)
  const step = side / (modules.length + 2 * QUIET)
  const pen: Pen = canvas.getContext('2d')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, side, side)
  pen.fillStyle = '#000000'
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) fill(pen, x + QUIET, y + QUIET, step)
    })
  })
}

/** On whole pixels: no grey seams between the squares. */
function fill(pen: Pen, x: number, y: number, step: number): void {
  const left = Math.round(x * step)
  const top = Math.round(y * step)
  pen.fillRect(left, top, Math.round((x + 1) * step) - left, Math.round((y + 1) * step) - top)
}
