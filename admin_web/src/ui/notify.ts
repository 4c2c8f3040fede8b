/** A word at the top of the page that goes away by itself. */
import { MessagePlugin } from 'tdesign-vue-next'
import { sentence } from '@/http/errors'

/** Something worked. */
export function told(text: string): void {
  void MessagePlugin.success({ content: text, duration: 3000 })
}

/** Something failed that no form or list shows. */
export function failed(error: unknown): void {
  void MessagePlugin.error({ content: typeof error === 'string' ? error : sentence(error), duration: 6000 })
}
