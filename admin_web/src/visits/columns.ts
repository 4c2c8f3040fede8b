/** The columns of 预约访客. */
import type { Column } from '@/ui/columns'

export const COLUMNS: Column[] = [
  { key: 'number', title: '编号', tight: true, always: true },
  { key: 'visitor', title: '访客', always: true },
  { key: 'status', title: '状态', tight: true },
  { key: 'type', title: '类型', tight: true },
  { key: 'department', title: '到访单位' },
  { key: 'contact', title: '对接人' },
  { key: 'window', title: '到访时间', tight: true },
  { key: 'plate', title: '车牌', tight: true },
  { key: 'companions', title: '随行', tight: true },
  { key: 'current', title: '当前审批人' },
  { key: 'purpose', title: '来访事由' },
  { key: 'created', title: '申请时间', tight: true },
]

/** What is not shown until asked for. */
export const INITIALLY_HIDDEN = ['companions', 'purpose', 'created']
