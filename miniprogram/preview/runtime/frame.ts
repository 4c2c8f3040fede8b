/** The frame WeChat draws around a page: navigation bar with back, and the tab bar. */
import { isTab, onTheme, settings, themed, windowOf } from './settings'

/** What the frame asks for when it is tapped. */
export interface Acts {
  back(): void
  home(): void
  tab(route: string): void
}

const part = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T

let acts: Acts
let shown = { route: '', depth: 1, title: undefined as string | undefined }

/** Connect the frame; it is drawn by `draw`. */
export function connect(given: Acts): void {
  acts = given
  part('back').addEventListener('click', () => acts.back())
  part('home').addEventListener('click', () => acts.home())
  onTheme(() => draw(shown.route, shown.depth, shown.title))
  tick()
  setInterval(tick, 1000)
}

/** Draw it for the page on top of `depth` pages. */
export function draw(route: string, depth: number, title?: string): void {
  shown = { route, depth, title }
  const look = windowOf(route)
  document.body.classList.toggle('pv-custom', look.navigationStyle === 'custom')
  document.body.classList.toggle('pv-tabbed', isTab(route))
  part('title').textContent = title ?? look.navigationBarTitleText ?? ''
  part('back').hidden = depth === 1
  part('home').hidden = depth > 1 || isTab(route) || route === settings().app.pages[0]
  paint('--pv-bar', look.navigationBarBackgroundColor)
  document.body.style.setProperty('--pv-bar-text', themed(look.navigationBarTextStyle) === 'white' ? '#fff' : '#000')
  paint('--pv-page', look.backgroundColor)
  drawTabs(route)
}

function paint(property: string, color: string | undefined): void {
  const value = themed(color)
  if (value) document.body.style.setProperty(property, value)
}

function drawTabs(route: string): void {
  const bar = settings().app.tabBar
  if (!bar) return
  const element = part('tab-bar')
  element.hidden = !isTab(route)
  element.style.background = themed(bar.backgroundColor) ?? ''
  element.replaceChildren(...bar.list.map((tab) => {
    const selected = tab.pagePath === route
    const button = document.createElement('button')
    button.setAttribute('role', 'tab')
    button.setAttribute('aria-selected', String(selected))
    button.style.color = themed(selected ? bar.selectedColor : bar.color) ?? ''
    const icon = themed(selected ? tab.selectedIconPath : tab.iconPath)
    if (icon) button.append(Object.assign(document.createElement('img'), { src: `/${icon}`, alt: '' }))
    button.append(tab.text)
    button.addEventListener('click', () => acts.tab(tab.pagePath))
    return button
  }))
}

function tick(): void {
  part('time').textContent = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })
}
