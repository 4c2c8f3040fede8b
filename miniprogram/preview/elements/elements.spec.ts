// @vitest-environment happy-dom
/** Every built-in tag does what WeChat's does, as far as our pages rely on it. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PROVIDED } from '../build/tags.mjs'
import { asTap, insideTap } from '../runtime/gestures'
import { TAGS } from '../tags'
import { find, mount, tap, type } from '../testing/mount'

afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const detailOf = (handler: ReturnType<typeof vi.fn>): unknown => (handler.mock.calls.at(-1)?.[0] as { detail: unknown }).detail

it('every file is a tag that is known', () => {
  expect([...PROVIDED].sort()).toEqual(Object.keys(TAGS).sort())
})

describe('<view>', () => {
  it('shows what it holds, hides, and is named for screen readers', () => {
    const { node, page } = mount('<view hidden="{{gone}}" aria-label="名" aria-role="alert">{{words}}</view>', { data: { gone: false, words: '你好' } })
    const view = find(node, 'wx-view')
    expect([view.textContent, view.hidden, view.getAttribute('aria-label'), view.getAttribute('role')]).toEqual(['你好', false, '名', 'alert'])
    page.setData({ gone: true, words: '再见' })
    expect([view.textContent, view.hidden]).toEqual(['再见', true])
  })
  it('tells of a tap with its dataset, up to whoever catches it', () => {
    const [outer, inner] = [vi.fn(), vi.fn()]
    const { node } = mount('<view bind:tap="outer"><view class="a" data-id="7" bindtap="inner"/><view class="b" catch:tap="inner"/></view>', { outer, inner })
    tap(find(node, '.a'))
    expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 1])
    expect((inner.mock.calls[0]?.[0] as { currentTarget: { dataset: unknown } }).currentTarget.dataset).toEqual({ id: '7' })
    tap(find(node, '.b'))
    expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([2, 1])
  })
  it('tells of a finger by its touches', () => {
    const moved = vi.fn()
    const { node } = mount('<view bind:touchmove="moved"/>', { moved })
    const view = find(node, 'wx-view')
    view.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, clientY: 10 }))
    view.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientY: 25 }))
    expect((moved.mock.calls[0]?.[0] as { touches: { clientY: number }[] }).touches[0]?.clientY).toBe(25)
  })
  it('knows whether a tap is being handled', () => {
    const seen: boolean[] = []
    const { node } = mount('<view bind:tap="look"/>', { look: () => seen.push(insideTap()) })
    tap(find(node, 'wx-view'))
    expect([seen, insideTap(), asTap(insideTap)]).toEqual([[true], false, true])
  })
})

describe('<text>', () => {
  it('can be copied when it says so', () => {
    const { node } = mount('<text user-select>编号</text><text>别的</text>')
    expect([...node.querySelectorAll<HTMLElement>('wx-text')].map((each) => each.style.userSelect)).toEqual(['text', ''])
  })
})

describe('<label>', () => {
  it('passes a tap on to the switch it holds', () => {
    const changed = vi.fn()
    const { node } = mount('<label><text>同意</text><switch bind:change="changed"/></label>', { changed })
    tap(find(node, 'wx-text'))
    expect(detailOf(changed)).toEqual({ value: true })
  })
})

describe('<switch>', () => {
  it('is what the data says, and tells of a change', () => {
    const changed = vi.fn()
    const { node, page } = mount('<switch checked="{{on}}" bind:change="changed" aria-label="健康"/>', { data: { on: true }, changed })
    const box = find<HTMLInputElement>(node, 'input')
    expect([box.checked, box.getAttribute('aria-label'), box.getAttribute('role')]).toEqual([true, '健康', 'switch'])
    box.click()
    expect(detailOf(changed)).toEqual({ value: false })
    page.setData({ on: false })
    expect(box.checked).toBe(false)
  })
})

describe('<image>', () => {
  it('shows a picture of the package in the mode asked for', () => {
    const { node } = mount('<image src="/assets/a.png" mode="aspectFill"/>')
    const picture = find<HTMLImageElement>(node, 'img')
    expect([picture.getAttribute('src'), picture.style.objectFit]).toEqual(['/assets/a.png', 'cover'])
  })
  it.each([['https://example.com/a.png', 'aspectFit'], ['/a.png', 'top left']])('refuses %s in mode %s loudly', (src, mode) => {
    vi.spyOn(console, 'error').mockReturnValue()
    mount(`<image src="${src}" mode="${mode}"/>`)
    expect(document.querySelector('.pv-alarm')).not.toBeNull()
  })
})

describe('<button>', () => {
  it('is a button, and asleep when disabled', () => {
    const { node, page } = mount('<button disabled="{{off}}" size="mini">提交</button>', { data: { off: false } })
    const button = find(node, 'wx-button')
    expect([button.getAttribute('role'), button.hasAttribute('disabled'), button.getAttribute('size')]).toEqual(['button', false, 'mini'])
    page.setData({ off: true })
    expect([button.hasAttribute('disabled'), button.getAttribute('aria-disabled')]).toEqual([true, 'true'])
  })
  it('takes Enter for a tap', () => {
    const tapped = vi.fn()
    const { node } = mount('<button bind:tap="tapped">提交</button>', { tapped })
    find(node, 'wx-button').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    expect(tapped).toHaveBeenCalledOnce()
  })
  it('agrees to the privacy notice', () => {
    const agreed = vi.fn()
    const { node } = mount('<button open-type="agreePrivacyAuthorization" bind:agreeprivacyauthorization="agreed">同意</button>', { agreed })
    tap(find(node, 'wx-button'))
    expect(agreed).toHaveBeenCalledOnce()
  })
  it('refuses an open type it does not know', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    mount('<button open-type="launchApp">打开</button>')
    expect(document.querySelector('.pv-alarm')?.textContent).toContain('launchApp')
  })
})

describe('<input>', () => {
  it('tells what was typed once, and takes what the data says', () => {
    const [typed, left] = [vi.fn(), vi.fn()]
    const { node, page } = mount('<input value="{{v}}" type="idcard" maxlength="{{18}}" placeholder="号码" aria-label="证件" bindinput="typed" bind:blur="left"/>', { data: { v: '1' }, typed, left })
    const field = find<HTMLInputElement>(node, 'input')
    expect([field.value, field.maxLength, field.placeholder, field.getAttribute('aria-label')]).toEqual(['1', 18, '号码', '证件'])
    type(field, '12')
    expect(typed).toHaveBeenCalledOnce()
    expect(detailOf(typed)).toMatchObject({ value: '12' })
    field.dispatchEvent(new Event('blur'))
    expect(detailOf(left)).toMatchObject({ value: '12' })
    page.setData({ v: '𠮷' })
    expect(field.value).toBe('𠮷')
  })
  it('has WeChat\'s own limit, the right keyboard, and Enter', () => {
    const confirmed = vi.fn()
    const { node } = mount('<input type="number" bind:confirm="confirmed"/><input password maxlength="-1"/>', { confirmed })
    const [first, second] = [...node.querySelectorAll('input')]
    expect([first?.maxLength, first?.inputMode, second?.type, second?.hasAttribute('maxlength')]).toEqual([140, 'numeric', 'password', false])
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    expect(confirmed).toHaveBeenCalledOnce()
  })
})

describe('<textarea>', () => {
  it('tells what was typed once, and takes what the data says', () => {
    const typed = vi.fn()
    const { node, page } = mount('<textarea value="{{v}}" maxlength="200" bind:input="typed"/>', { data: { v: '甲' }, typed })
    const field = find<HTMLTextAreaElement>(node, 'textarea')
    type(field, '甲乙')
    expect([typed.mock.calls.length, detailOf(typed)]).toEqual([1, expect.objectContaining({ value: '甲乙' })])
    page.setData({ v: '' })
    expect([field.value, field.maxLength]).toEqual(['', 200])
  })
})

describe('<scroll-view>', () => {
  it('moves to where the data says and tells how far it is', () => {
    const [scrolled, ended] = [vi.fn(), vi.fn()]
    const { node, page } = mount('<scroll-view scroll-y scroll-top="{{y}}" bind:scroll="scrolled" bind:scrolltolower="ended"/>', { data: { y: 0 }, scrolled, ended })
    const view = find(node, 'wx-scroll-view')
    const to = vi.spyOn(view, 'scrollTo')
    page.setData({ y: 40 })
    expect(to).toHaveBeenCalledWith({ left: 0, top: 40, behavior: 'auto' })
    view.dispatchEvent(new Event('scroll'))
    expect(scrolled).toHaveBeenCalledOnce()
    expect(detailOf(ended)).toEqual({ direction: 'bottom' })
    expect(view.style.overflowY).toBe('auto')
  })
})

describe('<scroll-view scroll-into-view>', () => {
  it('goes to the element of that id', () => {
    const gone = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue()
    const { node, page } = mount('<scroll-view scroll-y scroll-into-view="{{to}}"><view id="a"/><view id="b" class="b"/></scroll-view>', { data: { to: '' } })
    expect(gone).not.toHaveBeenCalled()
    page.setData({ to: 'b' })
    expect(gone.mock.contexts).toEqual([find(node, '.b')])
  })
})

describe('<picker>', () => {
  it('tells the index of what was chosen from a list', () => {
    const chosen = vi.fn()
    const { node } = mount('<picker range="{{kinds}}" range-key="name" value="{{1}}" bind:change="chosen"><view>证件</view></picker>', { data: { kinds: [{ name: '身份证' }, { name: '护照' }] }, chosen })
    const list = find<HTMLSelectElement>(node, 'select')
    expect([[...list.options].map((each) => each.text), list.selectedIndex]).toEqual([['身份证', '护照'], 1])
    list.selectedIndex = 0
    list.dispatchEvent(new Event('change', { bubbles: true }))
    expect([chosen.mock.calls.length, detailOf(chosen)]).toEqual([1, { value: 0 }])
  })
  it('tells a date as text, within its limits', () => {
    const chosen = vi.fn()
    const { node } = mount('<picker mode="date" value="2026-11-23" start="2026-11-23" end="2026-12-01" bindchange="chosen"/>', { chosen })
    const field = find<HTMLInputElement>(node, 'input')
    expect([field.type, field.value, field.min, field.max]).toEqual(['date', '2026-11-23', '2026-11-23', '2026-12-01'])
    field.value = '2026-11-25'
    field.dispatchEvent(new Event('change', { bubbles: true }))
    expect(detailOf(chosen)).toEqual({ value: '2026-11-25' })
  })
  it('refuses a mode it does not know', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    mount('<picker mode="region"/>')
    expect(document.querySelector('.pv-alarm')?.textContent).toContain('region')
  })
})

describe('<canvas>', () => {
  it('is a surface to draw on, of the new kind only', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(find(mount('<canvas type="2d"/>').node, 'canvas')).toBeInstanceOf(HTMLCanvasElement)
    expect(document.querySelector('.pv-alarm')).toBeNull()
    mount('<canvas canvas-id="old"/>')
    expect(document.querySelector('.pv-alarm')?.textContent).toContain('canvas')
  })
})

describe('a tag nobody provides', () => {
  it('covers the phone in red', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(() => mount('<movable-area/>')).toThrow('movable-area')
    expect(document.querySelector('.pv-alarm')?.textContent).toContain('movable-area')
  })
})
