/** What 我的 says about the person. */
import type { Me } from '../../api/types'

export interface MeView {
  name: string
  department: string
  phone: string
  proven: boolean
}

export function meView(me: Me | null): MeView {
  return {
    name: me?.staff?.name ?? '访客',
    department: me?.staff?.department.name ?? '',
    phone: me?.visitor?.phone_masked ?? '',
    proven: me?.visitor?.phone_proven ?? false,
  }
}
