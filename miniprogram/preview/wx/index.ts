/** The object `wx`: everything our pages use, and a loud refusal of everything else. */
import { alarm } from '../runtime/alarm'
import { account } from './account'
import { appLife } from './app'
import { calling } from './call'
import { device } from './device'
import { feedback } from './feedback'
import { media } from './media'
import { navigation } from './navigation'
import { network } from './network'
import { privacy } from './privacy'
import { query } from './query'
import { request } from './request'
import { scanning } from './scan'
import { storage } from './storage'
import { subscribing } from './subscribe'

const provided: Record<string, unknown> = {
  ...account, ...appLife, ...calling, ...device, ...feedback, ...media, ...navigation, ...network, ...privacy, ...query,
  ...request, ...scanning, ...storage, ...subscribing,
}

/** Whether the preview has this call: `canIUse('request')`; parts of calls are taken as there. */
provided.canIUse = (what: string): boolean => (what.split('.')[0] ?? '') in provided

/** The names of all calls. */
export const callNames = Object.keys(provided)

export const wx = new Proxy(provided, {
  get: (calls, name) => (name in calls || typeof name === 'symbol' ? calls[name as string] : alarm(`the preview has no wx.${name}`)),
})
