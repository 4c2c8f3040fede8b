/** What a failed page says. */
export interface ErrorView {
  icon: string
  title: string
  detail: string
  retry: string
}

/** Asking again helps against a lost network or a broken server, not against "not yours". */
export function errorView({ status, detail }: { status: number; detail: string }): ErrorView {
  if (status === 0) return { icon: 'wifi-off', title: '网络连接不上', detail, retry: '重新加载' }
  if (status === 404) return { icon: 'file-search', title: '没有找到', detail, retry: '' }
  if (status === 403) return { icon: 'lock-on', title: '您无权查看', detail, retry: '' }
  return { icon: 'error-circle', title: '暂时打不开', detail, retry: '重新加载' }
}
