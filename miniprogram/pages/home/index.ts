/** 首页: who I am, today's visit, what needs me, and the way to everything else. */
import { countTasks } from '../../api/staff'
import { findInvitations, listVisits } from '../../api/visitor'
import type { Me } from '../../api/types'
import { knownSchool, pageStyle, school } from '../../lib/config'
import { asProblem, type Problem } from '../../lib/problem'
import { me, ready } from '../../lib/session'
import { homeView, staffTiles, VISITOR_TILES, whoView, type Found } from './model'

type Go = WechatMiniprogram.TouchEvent<object, object, { url: string }>

Page({
  data: {
    style: '',
    school: knownSchool().name,
    who: whoView(me()),
    loading: true,
    problem: null as Problem | null,
    today: homeView({}, 0).today,
    needs: homeView({}, 0).needs,
    visitorTiles: VISITOR_TILES,
    staffTiles: staffTiles([]),
  },
  onShow() {
    this.setData({ style: pageStyle() })
    return this.load()
  },
  onPullDownRefresh() {
    return this.load().then(() => wx.stopPullDownRefresh())
  },
  async load() {
    try {
      const [known, person] = await Promise.all([school(), ready()])
      this.setData({ style: pageStyle(), school: known.name, who: whoView(person) })
      this.setData({ staffTiles: staffTiles(person.permissions) })
      this.setData({ ...homeView(await found(person), Date.now()), problem: null })
    } catch (thrown) {
      this.setData({ problem: asProblem(thrown) })
    } finally {
      this.setData({ loading: false })
    }
  },
  go(event: Go) {
    const { url } = event.currentTarget.dataset
    if (url.startsWith('/pages/')) wx.switchTab({ url })
    else wx.navigateTo({ url })
  },
})

/** All that the page needs to know, asked at once and only of whoever may ask it. */
async function found({ visitor, permissions }: Me): Promise<Found> {
  const mine = permissions.includes('visitor:self')
  const [approved, inReview, invitations, tasks] = await Promise.all([
    mine ? listVisits('approved') : null,
    mine ? listVisits('in_review') : null,
    // Looking invitations up is limited by the minute; the page stands without them.
    mine && visitor?.phone_proven ? findInvitations('').catch(() => null) : null,
    permissions.includes('approvals:decide') ? countTasks() : null,
  ])
  return {
    approved: approved?.items,
    inReview: inReview?.items,
    invitations: invitations?.items,
    todo: tasks?.todo,
  }
}
