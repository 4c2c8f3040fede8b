/** wx.scanCode without a camera: type or paste what the code says, or choose a picture of it. */
import { button, open } from '../runtime/sheet'
import { answer, type Callbacks, Refusal } from './answer'
import { pickFiles } from './media'

/** A module of its own, built from decoder.ts. */
const DECODER = '/decoder.js'

/** The calls of this file. */
export const scanning = {
  scanCode: (options?: Callbacks) => answer('scanCode', options, async () => ({ result: await askForCode(), scanType: 'QR_CODE', charSet: 'UTF-8', path: '', rawData: '' })),
}

function askForCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    const field = document.createElement('textarea')
    field.rows = 2
    field.placeholder = '输入或粘贴二维码的内容'
    field.setAttribute('aria-label', '二维码的内容')
    const finish = (text: string): void => {
      close()
      resolve(text)
    }
    const type = button('识别', () => field.value.trim() && finish(field.value.trim()), 'pv-yes')
    const picture = button('从图片识别', () => void readPicture().then((text) => (text ? finish(text) : complain())))
    const cancel = (): void => {
      close()
      reject(new Refusal('cancel'))
    }
    const words = document.createElement('p')
    const complain = (): void => void (words.textContent = '图片里没有找到二维码，请换一张。')
    const close = open('模拟扫码', [field, words, type, picture, button('取消', cancel, 'pv-cancel')], () => reject(new Refusal('cancel')))
    field.focus()
  })
}

/** What the code in a picture of this computer says; the decoder is fetched only now. */
async function readPicture(): Promise<string | undefined> {
  const [file] = await pickFiles('image/*', 1)
  if (!file) return undefined
  const { decode } = (await import(/* @vite-ignore */ DECODER)) as { decode: (file: Blob) => Promise<string | undefined> }
  return decode(file)
}
