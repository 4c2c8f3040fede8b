/** The privacy notice: asked before the first interface that touches personal data, remembered per person. */
import { button, open } from '../runtime/sheet'
import { answer, type Callbacks, Refusal } from './answer'
import { storage } from './storage'

const KEY = '__privacy_agreed__'
const CONTRACT = '《访客预约隐私保护指引》'

interface Decision {
  event: 'exposureAuthorization' | 'agree' | 'disagree'
  buttonId?: string
}
type Ask = (resolve: (decision: Decision) => void, info: { referrer: string }) => void

let ask: Ask | undefined
let waiting: ((agreed: boolean) => void)[] = []

const agreed = (): boolean => storage.getStorageSync(KEY) === true

/** What <button open-type="agreePrivacyAuthorization"> does. */
export function agreeToPrivacy(): void {
  storage.setStorageSync(KEY, true)
  settle(true)
}

function settle(yes: boolean): void {
  const told = waiting
  waiting = []
  told.forEach((tell) => tell(yes))
}

/** Wait until the person has agreed; throws WeChat's refusal when they do not. */
export async function privacyAgreed(referrer: string): Promise<void> {
  if (agreed() || !ask) return
  const decision = new Promise<boolean>((resolve) => waiting.push(resolve))
  ask(({ event }) => {
    if (event === 'agree') agreeToPrivacy()
    if (event === 'disagree') settle(false)
  }, { referrer })
  if (!(await decision)) throw new Refusal('privacy permission is not authorized', { errno: 104 })
}

/** The calls of this file. */
export const privacy = {
  getPrivacySetting: (options?: Callbacks) =>
    answer('getPrivacySetting', options, () => ({ needAuthorization: !agreed(), privacyContractName: CONTRACT })),
  onNeedPrivacyAuthorization: (heard: Ask): void => {
    ask = heard
  },
  requirePrivacyAuthorize: (options?: Callbacks) => answer('requirePrivacyAuthorize', options, () => privacyAgreed('requirePrivacyAuthorize')),
  openPrivacyContract: (options?: Callbacks) => answer('openPrivacyContract', options, showContract),
}

/** WeChat shows what the school has written on its console, which nobody has here. */
function showContract(): void {
  const words = document.createElement('p')
  words.textContent = '真实的微信在这里显示学校在公众平台填写的隐私保护指引。'
  const close = open(CONTRACT, [words, button('关闭', () => close(), 'pv-yes')], () => undefined)
}
