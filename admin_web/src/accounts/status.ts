/** What accounts and bindings are called. */
import type { BindingOut } from '@/http/schema'
import type { Word } from '@/ui/tones'

export const BINDING_STATE: Record<BindingOut['state'], Word> = {
  bound: { word: '已绑定', tone: 'green' },
  not_bound: { word: '未绑定', tone: 'orange' },
  not_following: { word: '已取消关注', tone: 'orange' },
}
