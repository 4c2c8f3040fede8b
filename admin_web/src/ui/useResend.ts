/** 重发 on a row of a list: which row is under way, and what is said afterwards. */
import { ref, type Ref } from 'vue'
import { failed, told } from './notify'

/** `send` puts the row with this id into the queue again; `reload` shows its new state. */
export function useResend(send: (id: string) => Promise<unknown>, reload: () => Promise<void>): {
  sending: Ref<string>
  again: (id: string) => Promise<void>
} {
  const sending = ref('')

  async function again(id: string): Promise<void> {
    sending.value = id
    try {
      await send(id)
      told('已重新排队发送')
      await reload()
    } catch (error) {
      failed(error)
    } finally {
      sending.value = ''
    }
  }

  return { sending, again }
}
