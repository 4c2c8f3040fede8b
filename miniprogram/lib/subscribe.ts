/** Asking to be allowed to send a message. WeChat permits it only within a tap. */
import { reportSubscriptions } from '../api/visitor'

const AT_MOST = 3
const ANSWERS = ['accept', 'reject', 'ban', 'filter']

/**
 * Ask for `templateIds` and tell the server what was answered. Call it first in a tap, before anything is awaited.
 * Never fails: whoever declines, or whose answer is lost, still does what the tap was for.
 */
export async function ask(templateIds: string[]): Promise<void> {
  if (!templateIds.length) return
  const results = await answers(templateIds.slice(0, AT_MOST))
  if (Object.keys(results).length) await reportSubscriptions(results).catch(() => undefined)
}

function answers(tmplIds: string[]): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds,
      success: (said) => resolve(chosen(said, tmplIds)),
      // The person has switched messages off altogether: nothing to report.
      fail: () => resolve({}),
    })
  })
}

function chosen(said: Record<string, unknown>, tmplIds: string[]): Record<string, string> {
  const known = tmplIds.map((id) => [id, String(said[id])] as const)
  return Object.fromEntries(known.filter(([, answer]) => ANSWERS.includes(answer)))
}
