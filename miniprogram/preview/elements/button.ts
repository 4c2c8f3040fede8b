/** <button>, with the open types our pages use: the phone number and the agreement to the privacy notice. */
import { show } from '../runtime/alarm'
import type { Host, Tag } from '../runtime/element'
import { askForPhone } from '../wx/phone-number'
import { agreeToPrivacy } from '../wx/privacy'

type Act = (host: Host) => void

const OPEN_TYPES: Record<string, Act> = {
  getPhoneNumber: (host) => void askForPhone().then((answer) => host.emit('getphonenumber', answer)),
  agreePrivacyAuthorization: (host) => {
    agreeToPrivacy()
    host.emit('agreeprivacyauthorization', {})
  },
}

export const button: Tag = {
  properties: {
    disabled: Boolean, loading: Boolean, plain: Boolean, size: String, type: String, openType: String, formType: String, id: String,
  },
  attached(host) {
    host.node.setAttribute('role', 'button')
    host.node.tabIndex = 0
    host.node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') host.emit('tap', {}, true)
    })
    host.node.addEventListener('click', () => {
      if (!host.values.disabled) openTypeOf(host)?.(host)
    })
  },
  changed(host, { disabled, size }) {
    host.node.toggleAttribute('disabled', Boolean(disabled))
    host.node.setAttribute('aria-disabled', String(Boolean(disabled)))
    host.node.setAttribute('size', String(size || 'default'))
    openTypeOf(host)
  },
}

function openTypeOf(host: Host): Act | undefined {
  const wanted = String(host.values.openType ?? '')
  if (wanted && !OPEN_TYPES[wanted]) show(`<button open-type="${wanted}">`)
  return OPEN_TYPES[wanted]
}
