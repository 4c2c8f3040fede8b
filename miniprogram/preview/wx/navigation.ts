/** Going from page to page. */
import { absolute, back, push, replace, restart, showTab, top } from '../runtime/stack'
import { draw } from '../runtime/frame'
import { refresh, refreshed } from '../runtime/scrolling'
import { openPages } from '../runtime/stack'
import { answer, type Callbacks } from './answer'

type To = Callbacks & { url: string }

/** The calls of this file. */
export const navigation = {
  navigateTo: (options: To) => answer('navigateTo', options, () => push(absolute(options.url))),
  redirectTo: (options: To) => answer('redirectTo', options, () => replace(absolute(options.url))),
  reLaunch: (options: To) => answer('reLaunch', options, () => restart(absolute(options.url))),
  switchTab: (options: To) => answer('switchTab', options, () => showTab(absolute(options.url))),
  navigateBack: (options: Callbacks & { delta?: number } = {}) => answer('navigateBack', options, () => back(options.delta)),
  setNavigationBarTitle: (options: Callbacks & { title: string }) =>
    answer('setNavigationBarTitle', options, () => {
      top().title = options.title
      draw(top().route, openPages().length, options.title)
    }),
  setNavigationBarColor: (options: Callbacks & { frontColor: string; backgroundColor: string }) =>
    answer('setNavigationBarColor', options, () => {
      document.body.style.setProperty('--pv-bar', options.backgroundColor)
      document.body.style.setProperty('--pv-bar-text', options.frontColor)
    }),
  startPullDownRefresh: (options?: Callbacks) => answer('startPullDownRefresh', options, () => refresh(top())),
  stopPullDownRefresh: (options?: Callbacks) => answer('stopPullDownRefresh', options, () => refreshed(top())),
  pageScrollTo: (options: Callbacks & { scrollTop?: number; selector?: string; duration?: number; offsetTop?: number }) =>
    answer('pageScrollTo', options, () => scrollTo(options)),
}

function scrollTo({ scrollTop, selector, duration, offsetTop = 0 }: { scrollTop?: number; selector?: string; duration?: number; offsetTop?: number }): void {
  const { place, held } = top()
  const behavior = duration === 0 ? 'auto' : 'smooth'
  const target = selector ? held.getShadowRoot()?.querySelector(selector)?.$$ : undefined
  if (target) {
    const distance = (target as unknown as Element).getBoundingClientRect().top - place.getBoundingClientRect().top
    place.scrollTo({ top: place.scrollTop + distance + offsetTop, behavior })
  } else if (scrollTop !== undefined) place.scrollTo({ top: scrollTop, behavior })
}
