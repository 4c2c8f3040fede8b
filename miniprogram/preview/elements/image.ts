/** <image>: a picture from the package or from the phone's own files, never from an address. */
import { show } from '../runtime/alarm'
import type { Tag } from '../runtime/element'

const FIT: Record<string, string> = {
  scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover', widthFix: 'contain', heightFix: 'contain', center: 'none',
}

export const image: Tag = {
  properties: { src: String, mode: String, lazyLoad: Boolean, showMenuByLongpress: Boolean, webp: Boolean },
  defaults: { mode: 'scaleToFill' },
  attached({ node, emit }) {
    const picture = document.createElement('img')
    picture.alt = ''
    picture.draggable = false
    picture.addEventListener('load', () => emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }))
    picture.addEventListener('error', () => emit('error', { errMsg: `the picture ${picture.src} cannot be shown` }))
    node.append(picture)
  },
  changed({ node }, { src, mode }) {
    const address = String(src ?? '')
    const fit = FIT[String(mode)]
    if (/^https?:/.test(address) && !address.startsWith(location.origin)) return show(`<image> from an address: ${address}`)
    if (!fit) return show(`<image mode="${String(mode)}">`)
    const picture = node.querySelector('img') as HTMLImageElement
    picture.style.objectFit = fit
    picture.style.height = mode === 'widthFix' ? 'auto' : '100%'
    node.style.height = mode === 'widthFix' ? 'auto' : node.style.height
    if (picture.getAttribute('src') !== address) showPicture(picture, address)
  },
}

function showPicture(picture: HTMLImageElement, address: string): void {
  if (address) picture.src = address
  else picture.removeAttribute('src')
}
