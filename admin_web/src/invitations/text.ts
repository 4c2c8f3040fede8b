/** What the inviter sends to the visitor, in words. */
import type { StaffInvitation } from '@/http/schema'
import { fullTime } from '@/ui/time'

/** A code in groups of four, as it is easiest to type: ABCD-EFGH-JKLM. */
export function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** Where the poster's QR code leads: a page that says how to go on, also to who scans it outside WeChat. */
export function invitedLink(origin: string, code: string): string {
  return `${origin}/i/${code}`
}

/** The whole message, ready to be pasted into a chat or a text message. */
export function invitationText(invitation: StaffInvitation, school: string): string {
  const { visitor_name, contact, department, valid_from, valid_to, purpose, code } = invitation
  const until = fullTime(valid_to).slice(0, 16)
  return [
    `${visitor_name}，您好！${department.name} ${contact.name} 邀请您到${school}（${purpose}）。`,
    `请在 ${fullTime(valid_from).slice(0, 16)} 至 ${until} 之间来访。`,
    `来访前请打开微信小程序“${school}访客预约”，在“我的邀请码”中用接收邀请的手机号查询，或输入邀请码 ${grouped(code)}，填写进校申请。`,
  ].join('\n')
}
