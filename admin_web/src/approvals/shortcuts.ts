/** Keys of the inbox: J/K next and previous, A approve, R reject. */
import { onMounted, onUnmounted } from 'vue'

export type Command = 'next' | 'previous' | 'approve' | 'reject'

const KEYS: Record<string, Command> = { j: 'next', k: 'previous', a: 'approve', r: 'reject' }

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/** What a key asks for; nothing while one types, or together with a control key. */
export function commandFor(pressed: Pressed, typing: boolean): Command | undefined {
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined
  return KEYS[pressed.key.toLowerCase()]
}

/** Listen while the page is shown; silent while something is typed or a dialog is open. */
export function useShortcuts(obey: (command: Command) => void): void {
  function hear(event: KeyboardEvent): void {
    const target = event.target as HTMLElement | null
    const typing = !!target?.closest('input, textarea, select, [contenteditable=true], .t-dialog')
    const command = commandFor(event, typing || !!document.querySelector('.t-dialog__ctx'))
    if (!command) return
    event.preventDefault()
    obey(command)
  }
  onMounted(() => window.addEventListener('keydown', hear))
  onUnmounted(() => window.removeEventListener('keydown', hear))
}
