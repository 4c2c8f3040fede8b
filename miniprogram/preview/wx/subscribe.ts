/** wx.requestSubscribeMessage: WeChat's rules about when it opens, and the sandbox's panel about who said what. */
import { alarm } from '../runtime/alarm'
import { insideTap } from '../runtime/gestures'
import { act } from '../runtime/place'
import { button, open } from '../runtime/sheet'
import { answer, type Callbacks, Refusal } from './answer'

const MOST = 3

type Choice = 'accept' | 'reject' | 'always_accept' | 'always_reject'
interface Panel {
  ask?: { id: string; title: string }[]
  result?: Record<string, string>
  errCode?: number
}

/** The calls of this file. */
export const subscribing = {
  requestSubscribeMessage: (options: Callbacks & { tmplIds: string[] }) => {
    const tapped = insideTap()
    return answer('requestSubscribeMessage', options, () => request(options.tmplIds, tapped))
  },
}

async function request(ids: string[], tapped: boolean): Promise<Record<string, unknown>> {
  if (!tapped) alarm('wx.requestSubscribeMessage outside of a tap: WeChat refuses it')
  if (ids.length > MOST) alarm(`wx.requestSubscribeMessage with ${ids.length} templates: WeChat takes ${MOST}`)
  const panel = accepted(await act<Panel>('subscribe', { template_ids: ids }))
  if (panel.result) return panel.result
  const choice = await ask((panel.ask ?? []).map((each) => each.title))
  return accepted(await act<Panel>('subscribe', { template_ids: ids, choice })).result ?? {}
}

function accepted(panel: Panel): Panel {
  if (panel.errCode) throw new Refusal(`errCode ${panel.errCode}`, { errCode: panel.errCode })
  return panel
}

function ask(titles: string[]): Promise<Choice> {
  return new Promise((resolve) => {
    const always = document.createElement('input')
    always.type = 'checkbox'
    const label = document.createElement('label')
    label.append(always, '总是保持以上选择，不再询问')
    const list = document.createElement('ul')
    list.append(...titles.map((title) => Object.assign(document.createElement('li'), { textContent: title })))
    const finish = (said: 'accept' | 'reject'): void => {
      close()
      resolve(always.checked ? `always_${said}` : said)
    }
    const close = open(
      '申请发送以下消息', [list, label, button('允许', () => finish('accept'), 'pv-yes'), button('拒绝', () => finish('reject'), 'pv-cancel')],
      () => resolve('reject'),
    )
  })
}
