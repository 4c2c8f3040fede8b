/** What is said at the gate when the server cannot say it: word for word as server/gate/words.py. */
import type { Direction, Reason } from './types'

/** What the guard reads, in large type. */
export const FOR_GUARD: Record<Reason, string> = {
  unknown: '查无此码，请核对是否为本校访客码。',
  malformed: '无法识别，请扫描访客码，或输入8位短码。',
  stale: '访客码已过期，请访客刷新后再扫。',
  replayed: '这个码刚刚用过，请访客等待刷新后再扫。',
  not_yet: '未到预约时间。',
  over: '预约时间已过。',
  wrong_hours: '今天或现在不在允许来访的时段内。',
  wrong_gate: '该预约不能从这个校门进校，请指引到指定校门。',
  revoked: '预约已撤销或撤回，不能进校。',
  already_inside: '记录显示访客已在校内。',
  not_inside: '没有入校记录，请核实后登记。',
  blocklisted: '在限制进校名单中，请联系保卫处。',
  too_many_entries: '允许的进校次数已用完。',
  companion_not_listed: '随行人员未登记，或超过登记人数。',
}

/** What the visitor may be shown or told; nobody is accused at the gate. */
export const FOR_VISITOR: Record<Reason, string> = {
  unknown: '没有找到您的预约，请打开小程序出示访客码。',
  malformed: '没有识别到访客码，请打开小程序出示访客码。',
  stale: '访客码已过期，请刷新后再出示。',
  replayed: '这个码已经用过，请等待刷新后再出示。',
  not_yet: '还没有到您的预约时间，请稍后再来。',
  over: '您的预约时间已过，请联系对接人。',
  wrong_hours: '现在不在您的来访时段内，请按预约的时段来校。',
  wrong_gate: '请从访客码上列出的校门进校。',
  revoked: '请联系对接人或保卫处。',
  already_inside: '记录显示您已进校，请向保安说明情况。',
  not_inside: '没有您的入校记录，请向保安说明情况。',
  blocklisted: '请联系对接人或保卫处。',
  too_many_entries: '您的进校次数已用完，请联系对接人。',
  companion_not_listed: '同行的人没有全部登记，请联系对接人。',
}

export const ADMITTED: Record<Direction, string> = { in: '放行，已登记入校。', out: '放行，已登记离校。' }
export const WELCOME: Record<Direction, string> = { in: '欢迎来校。', out: '再见，一路平安。' }

/** What they read at a wrong gate, where the right ones are known. */
export function otherGates(names: readonly string[]): { message: string; to_visitor: string } {
  const gates = names.join('、')
  return { message: `该预约不能从这个校门进校，请到 ${gates} 入校。`, to_visitor: `您的预约不能从这个校门进校，请到 ${gates} 入校。` }
}
