/** A status as word and colour: the one place that says how each looks. */
export type Tone = 'primary' | 'warning' | 'danger' | 'success' | 'default'

export interface Shown {
  word: string
  tone: Tone
}

const VISIT: Record<string, Shown> = {
  in_review: { word: '审批中', tone: 'warning' },
  returned: { word: '待修改', tone: 'primary' },
  approved: { word: '已通过', tone: 'success' },
  rejected: { word: '已拒绝', tone: 'danger' },
  withdrawn: { word: '已撤回', tone: 'default' },
  revoked: { word: '已撤销', tone: 'default' },
  expired: { word: '已过期', tone: 'default' },
  finished: { word: '已结束', tone: 'default' },
}

const INVITATION: Record<string, Shown> = {
  draft: { word: '未发送', tone: 'default' },
  sent: { word: '待使用', tone: 'primary' },
  opened: { word: '待使用', tone: 'primary' },
  used: { word: '已使用', tone: 'default' },
  expired: { word: '已过期', tone: 'default' },
  revoked: { word: '已撤销', tone: 'default' },
}

const TASK: Record<string, Shown> = {
  waiting: { word: '未开始', tone: 'default' },
  open: { word: '审批中', tone: 'warning' },
  approved: { word: '已同意', tone: 'success' },
  rejected: { word: '已拒绝', tone: 'danger' },
  returned: { word: '已退回', tone: 'primary' },
  transferred: { word: '已转办', tone: 'default' },
  skipped: { word: '无需重复审批', tone: 'default' },
  recalled: { word: '已收回', tone: 'default' },
  closed: { word: '已关闭', tone: 'default' },
}

// A word the server learnt after this version was published.
const UNKNOWN: Shown = { word: '其他', tone: 'default' }

export const visitStatus = (status: string): Shown => VISIT[status] ?? UNKNOWN
export const invitationStatus = (status: string): Shown => INVITATION[status] ?? UNKNOWN
export const taskStatus = (status: string): Shown => TASK[status] ?? UNKNOWN
