/** Every status, type and kind as a word and a colour: the one table of them. */
import type { Tone, Word } from '@/ui/tones'

const word = (text: string, tone: Tone): Word => ({ word: text, tone })

export const VISIT_STATUS: Record<string, Word> = {
  in_review: word('审批中', 'orange'),
  returned: word('待修改', 'blue'),
  approved: word('已通过', 'green'),
  rejected: word('已拒绝', 'red'),
  withdrawn: word('已撤回', 'grey'),
  expired: word('已过期', 'grey'),
  revoked: word('已撤销', 'grey'),
  finished: word('已结束', 'dark'),
}

export const INVITATION_STATUS: Record<string, Word> = {
  draft: word('未发送', 'orange'),
  sent: word('已发送', 'blue'),
  opened: word('访客已查看', 'blue'),
  used: word('已用完', 'dark'),
  expired: word('已过期', 'grey'),
  revoked: word('已撤销', 'grey'),
}

export const VISITOR_TYPE: Record<string, string> = { temporary: '临时访客', long_term: '长期访客' }

export const DOCUMENT_KIND: Record<string, string> = {
  resident_id: '居民身份证',
  hk_macao_permit: '港澳居民来往内地通行证',
  taiwan_permit: '台湾居民来往大陆通行证',
  foreign_permanent_resident: '外国人永久居留身份证',
  passport: '护照',
}

/** The word for a status the table knows; anything newer is shown as it came. */
export function wordOf(table: Record<string, Word>, status: string): Word {
  return table[status] ?? word(status, 'grey')
}

/** What a select offers: everything in the table. */
export function choices(table: Record<string, Word | string>): { value: string; label: string }[] {
  return Object.entries(table).map(([value, said]) => ({
    value,
    label: typeof said === 'string' ? said : said.word,
  }))
}
