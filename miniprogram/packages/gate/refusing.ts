/** After the green answer the guard sends somebody away: what the pages that show a verdict share. */
import { refusePassage } from '../../api/gate'
import { asProblem } from '../../lib/problem'
import { sentAway, type Verdict } from './scan/model'
import { signal } from './signal'

interface Showing {
  data: { verdict: Verdict | null; working: boolean }
  setData(changed: { verdict?: Verdict; working?: boolean }): void
}

/** The answer that stands now; null where nothing has changed, which the guard has been told. */
export async function turnAway(page: Showing, reason: string): Promise<Verdict | null> {
  const { verdict, working } = page.data
  if (!verdict || working) return null
  page.setData({ working: true })
  try {
    await refusePassage(verdict.passageId, reason)
    const away = sentAway(verdict, reason)
    page.setData({ verdict: away })
    signal(false)
    return away
  } catch (thrown) {
    wx.showModal({ title: '没有改为不放行', content: asProblem(thrown).detail, showCancel: false, confirmText: '知道了' })
    return null
  } finally {
    page.setData({ working: false })
  }
}
