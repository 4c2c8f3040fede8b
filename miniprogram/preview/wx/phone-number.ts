/** The panel of <button open-type="getPhoneNumber">: allow, and the server may learn the number; or not. */
import { people, person } from '../runtime/place'
import { choose } from '../runtime/sheet'
import { freshCode } from './account'
import { Refusal } from './answer'
import { privacyAgreed } from './privacy'

/** What the button's event carries. */
export interface PhoneAnswer {
  errMsg: string
  code?: string
  errno?: number
}

/** Ask the person; WeChat's words, the sandbox's code. */
export async function askForPhone(): Promise<PhoneAnswer> {
  try {
    await privacyAgreed('button_getPhoneNumber')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { errMsg: `getPhoneNumber:fail ${error.message}`, errno: 104 }
  }
  const number = (await people()).find((each) => each.key === person)?.phone ?? ''
  const chosen = await choose('申请获取并验证您的手机号', [`${number} 微信绑定号码`, '不允许'])
  if (chosen !== 0) return { errMsg: 'getPhoneNumber:fail user deny', errno: 103 }
  return { errMsg: 'getPhoneNumber:ok', code: await freshCode('phone') }
}
