/** What WeChat shows over a page: toasts, dialogs, lists. */
import { choose, open, button } from '../runtime/sheet'
import { answer, type Callbacks, Refusal } from './answer'

const TOAST_MS = 1500
const SHORT_TEXT = 7

interface ToastOptions extends Callbacks {
  title: string
  icon?: 'success' | 'error' | 'loading' | 'none'
  duration?: number
  mask?: boolean
}
interface ModalOptions extends Callbacks {
  title?: string
  content?: string
  showCancel?: boolean
  cancelText?: string
  confirmText?: string
  confirmColor?: string
  editable?: boolean
  placeholderText?: string
}

let toastTimer = 0

function showToastNow({ title, icon = 'success', duration = TOAST_MS }: ToastOptions, stays = false): void {
  hide()
  const toast = document.createElement('div')
  toast.className = `pv-toast pv-toast-${icon}`
  toast.setAttribute('role', 'status')
  // With an icon WeChat cuts the words after seven characters.
  toast.textContent = icon === 'none' || icon === 'loading' ? title : [...title].slice(0, SHORT_TEXT).join('')
  document.getElementById('overlays')?.append(toast)
  if (!stays) toastTimer = window.setTimeout(hide, duration)
}

function hide(): void {
  clearTimeout(toastTimer)
  document.querySelector('.pv-toast')?.remove()
}

/** The calls of this file. */
export const feedback = {
  showToast: (options: ToastOptions) => answer('showToast', options, () => showToastNow(options)),
  hideToast: (options?: Callbacks) => answer('hideToast', options, hide),
  showLoading: (options: ToastOptions) => answer('showLoading', options, () => showToastNow({ ...options, icon: 'loading' }, true)),
  hideLoading: (options?: Callbacks) => answer('hideLoading', options, hide),
  showModal: (options: ModalOptions) => answer('showModal', options, () => ask(options)),
  showActionSheet: (options: Callbacks & { itemList: string[]; alertText?: string; itemColor?: string }) =>
    answer('showActionSheet', options, () => pick(options)),
}

function ask(options: ModalOptions): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const field = document.createElement('input')
    field.placeholder = options.placeholderText ?? ''
    field.value = options.editable ? (options.content ?? '') : ''
    const words = document.createElement('p')
    words.textContent = options.content ?? ''
    const finish = (confirm: boolean): void => {
      close()
      resolve({ confirm, cancel: !confirm, content: options.editable && confirm ? field.value : null })
    }
    const yes = button(options.confirmText ?? '确定', () => finish(true), 'pv-yes')
    if (options.confirmColor) yes.style.color = options.confirmColor
    const no = button(options.cancelText ?? '取消', () => finish(false))
    const row = document.createElement('footer')
    row.append(...(options.showCancel === false ? [yes] : [no, yes]))
    const close = open(options.title ?? '', [options.editable ? field : words, row], () => undefined, 'pv-modal')
  })
}

async function pick({ itemList, alertText, itemColor }: { itemList: string[]; alertText?: string; itemColor?: string }): Promise<Record<string, unknown>> {
  const tapIndex = await choose(alertText ?? '', itemList, { item: itemColor })
  if (tapIndex === undefined) throw new Refusal('cancel')
  return { tapIndex }
}
