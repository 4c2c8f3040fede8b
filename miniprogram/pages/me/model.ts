/** What 我的 says about the person. */
import type { Me } from '../../api/types'

export interface MeView {
  name: string
  department: string
  phone: string
  prove: string
  account: string
}

export function meView(me: Me | null): MeView {
  const phone = me?.visitor?.phone_masked ?? ''
  return {
    name: me?.staff?.name ?? '访客',
    department: me?.staff?.department.name ?? '',
    phone: phone || '未绑定',
    prove: phone ? '更换' : '绑定',
    account: me?.staff ? '已绑定' : '未绑定',
  }
}
