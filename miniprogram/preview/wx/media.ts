/** Pictures: chosen from this computer, shown over the page. */
import { answer, type Callbacks, Refusal } from './answer'
import { privacyAgreed } from './privacy'

interface ChooseOptions extends Callbacks {
  count?: number
  mediaType?: string[]
  sourceType?: string[]
  sizeType?: string[]
}

/** The calls of this file. */
export const media = {
  chooseMedia: (options: ChooseOptions = {}) => answer('chooseMedia', options, () => chooseMedia(options)),
  previewImage: (options: Callbacks & { urls: string[]; current?: string }) =>
    answer('previewImage', options, () => preview(options.current ?? options.urls[0] ?? '')),
}

async function chooseMedia({ count = 9, mediaType = ['image', 'video'] }: ChooseOptions): Promise<Record<string, unknown>> {
  await privacyAgreed('chooseMedia')
  const accept = mediaType.map((kind) => `${kind}/*`).join(',')
  const files = await pickFiles(accept, count)
  if (files.length === 0) throw new Refusal('cancel')
  return {
    type: mediaType[0],
    tempFiles: files.map((file) => ({ tempFilePath: URL.createObjectURL(file), size: file.size, fileType: file.type.split('/')[0] })),
  }
}

/** The files of this computer that the person picks; none when they change their mind. */
export function pickFiles(accept: string, count: number): Promise<File[]> {
  return new Promise((resolve) => {
    const field = document.createElement('input')
    field.type = 'file'
    field.accept = accept
    field.multiple = count > 1
    field.addEventListener('change', () => resolve([...(field.files ?? [])].slice(0, count)))
    field.addEventListener('cancel', () => resolve([]))
    field.click()
  })
}

function preview(address: string): void {
  const cover = document.createElement('div')
  cover.className = 'pv-picture'
  cover.setAttribute('role', 'dialog')
  cover.setAttribute('aria-label', '查看图片，点一下关闭')
  cover.append(Object.assign(document.createElement('img'), { src: address, alt: '' }))
  cover.addEventListener('click', () => cover.remove())
  document.getElementById('overlays')?.append(cover)
}
