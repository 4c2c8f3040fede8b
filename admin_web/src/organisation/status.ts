/** What is in use, and what is not. */
import type { Word } from '@/ui/tones'

export function onOff(active: boolean): Word {
  return active ? { word: '使用中', tone: 'green' } : { word: '已停用', tone: 'grey' }
}
