/** For the specs of wx calls: a phone with three small pages, a and b in its tab bar. */
import { keep } from '../runtime/settings'
import { hangStyles, restart } from '../runtime/stack'
import { wx as object } from '../wx/index'
import { definePage } from './mount'

type Call = (options?: unknown) => Promise<Record<string, unknown>>

/** The object wx, loosely typed: specs pass what a page might. */
export const wx = object as Record<string, Call>

/** What the pages were told, in order: `c onShow`. */
export const lives: string[] = []

const STEPS = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onPullDownRefresh']
const FRAME = `
  <div id="status-bar"><span id="time"></span></div>
  <div id="navigation"><button id="back"></button><button id="home"></button><h1 id="title"></h1></div>
  <div id="pages"></div><div id="tab-bar"></div><div id="overlays"></div>`

const tabBar = { color: '#000', selectedColor: '#00f', backgroundColor: '@bar', list: [{ pagePath: 'a', text: '首页' }, { pagePath: 'b', text: '我的' }] }

keep({
  app: { pages: ['a', 'b', 'c'], darkmode: true, window: { navigationBarTitleText: '访客预约' }, tabBar },
  theme: { light: { bar: '#ffffff' }, dark: { bar: '#242424' } },
  pages: {
    a: { window: {}, style: '.a{}' },
    b: { window: {}, style: '.b{}' },
    c: { window: { navigationBarTitleText: '详情' }, style: '.c{}' },
  },
})
for (const name of ['a', 'b', 'c']) definePage(name, '<view class="box"/><canvas type="2d" class="code"/>', lifeOf(name))

function lifeOf(name: string): Record<string, (query: object) => void> {
  const told = (step: string, query: object): string => (step === 'onLoad' ? `${name} onLoad ${JSON.stringify(query)}` : `${name} ${step}`)
  return Object.fromEntries(STEPS.map((step) => [step, (query: object) => void lives.push(told(step, query))]))
}

/** Before each test: page a alone, nothing told yet. */
export function pickUp(): void {
  document.body.innerHTML = FRAME
  document.head.replaceChildren()
  hangStyles()
  restart('a')
  lives.length = 0
}

/** What is shown over the page. */
export const overlays = (): HTMLElement => document.getElementById('overlays') as HTMLElement

/** Press a button of what is shown over the page. */
export function press(words: string): void {
  const buttons = [...overlays().querySelectorAll('button')]
  buttons.find((each) => each.textContent === words)?.click()
}
