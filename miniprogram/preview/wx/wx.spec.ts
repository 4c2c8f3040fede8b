// @vitest-environment happy-dom
// @vitest-environment-options { "url": "http://127.0.0.1/phone.html?person=liuyang&text=200" }
/** Every group of wx calls does what WeChat's does, as far as our pages rely on it; panels.spec.ts has those that ask the person. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownFiles, ROOT } from '../../tools/project.mjs'
import { connect } from '../runtime/frame'
import { tell } from '../runtime/open-page'
import { openPages, top } from '../runtime/stack'
import { refresh } from '../runtime/scrolling'
import { lives, overlays, pickUp, press, wx } from '../testing/phone'
import { capture } from './device'
import { callNames } from './index'

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(pickUp)
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
})

describe('the object wx', () => {
  it('has every call our files make', () => {
    const scripts: string[] = ownFiles().filter((file: string) => file.endsWith('.ts'))
    const sources = scripts.map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8'))
    const used = sources.flatMap((source) => [...source.matchAll(/\bwx\.([a-zA-Z]+)/g)].map((match) => String(match[1])))
    expect(used).toContain('request')
    expect(used.filter((name) => !callNames.includes(name))).toEqual([])
  })
  it('refuses what it does not have, in red', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(() => wx.startBeaconDiscovery).toThrow('wx.startBeaconDiscovery')
    expect(document.querySelector('.pv-alarm')?.textContent).toContain('wx.startBeaconDiscovery')
    expect([wx.canIUse?.('request' as never), wx.canIUse?.('startBeaconDiscovery' as never)]).toEqual([true, false])
  })
})

describe('storage', () => {
  it('is kept for each person and keeps what is put in', async () => {
    const set = wx.setStorageSync as unknown as (key: string, value: unknown) => void
    set('draft', { name: '𠮷田' })
    expect([wx.getStorageSync?.('draft' as never), wx.getStorageSync?.('nothing' as never)]).toEqual([{ name: '𠮷田' }, ''])
    expect(Object.keys(localStorage)).toEqual(['liuyang:draft'])
    expect(await wx.getStorage?.({ key: 'draft' })).toMatchObject({ data: { name: '𠮷田' }, errMsg: 'getStorage:ok' })
    wx.removeStorageSync?.('draft' as never)
    expect(localStorage).toHaveLength(0)
  })
})

describe('navigation', () => {
  it('tells pages of their lives', async () => {
    await wx.navigateTo?.({ url: '/c?id=1&name=%E5%90%8D' })
    await wx.navigateBack?.()
    expect(lives).toEqual(['a onHide', 'c onLoad {"id":"1","name":"%E5%90%8D"}', 'c onShow', 'c onReady', 'c onUnload', 'a onShow'])
  })
  it('keeps tabs, and closes what lies upon them', async () => {
    await wx.navigateTo?.({ url: '/c' })
    await wx.switchTab?.({ url: '/b' })
    await wx.switchTab?.({ url: '/a' })
    expect(lives.filter((each) => !/Ready|Load/.test(each))).toEqual(['a onHide', 'c onShow', 'c onUnload', 'b onShow', 'b onHide', 'a onShow'])
    expect(openPages().map((page) => page.route)).toEqual(['a'])
  })
  it('replaces, and starts over', async () => {
    await wx.navigateTo?.({ url: '/c?id=1' })
    await wx.redirectTo?.({ url: '/c?id=2' })
    expect(openPages().map((page) => page.url)).toEqual(['a', 'c?id=2'])
    await wx.reLaunch?.({ url: '/b' })
    expect(openPages().map((page) => page.url)).toEqual(['b'])
  })
  it('refuses a tab where WeChat does, and a page that is none', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    return Promise.all([
      expect(wx.navigateTo?.({ url: '/b' })).rejects.toThrow('use wx.switchTab'),
      expect(wx.switchTab?.({ url: '/c' })).rejects.toThrow('no tab'),
      expect(wx.navigateTo?.({ url: '/nowhere' })).rejects.toThrow('no page nowhere'),
    ])
  })
  it('shows title, back, tabs and the page\'s own styles', async () => {
    connect({ back: () => undefined, home: () => undefined, tab: () => undefined })
    const look = () => [document.getElementById('title')?.textContent, document.getElementById('back')?.hidden, document.getElementById('tab-bar')?.hidden]
    await wx.navigateTo?.({ url: '/c' })
    expect(look()).toEqual(['详情', false, true])
    expect([...document.querySelectorAll<HTMLStyleElement>('style[media=all]')].map((each) => each.dataset.page)).toEqual(['c'])
    await wx.setNavigationBarTitle?.({ title: '刘洋' })
    expect(look()[0]).toBe('刘洋')
    await wx.navigateBack?.()
    expect(look()).toEqual(['访客预约', true, false])
  })
  it('refreshes until the page says that it has', async () => {
    refresh(top())
    expect([lives.at(-1), top().place.className]).toEqual(['a onPullDownRefresh', 'pv-refreshing'])
    await wx.stopPullDownRefresh?.()
    expect(top().place.className).toBe('')
    expect(tell(top(), 'noSuchHandler')).toBeUndefined()
  })
})

describe('what is shown over a page', () => {
  it('toasts, with seven characters beside an icon', async () => {
    await wx.showToast?.({ title: '一二三四五六七八', icon: 'success' })
    expect(overlays().textContent).toBe('一二三四五六七')
    await wx.showLoading?.({ title: '正在提交' })
    await wx.hideLoading?.()
    expect(overlays().textContent).toBe('')
  })
  it('asks, and tells what was answered', async () => {
    const asked = wx.showModal?.({ title: '撤回预约', content: '撤回后需重新申请。', confirmText: '撤回' })
    press('撤回')
    expect(await asked).toMatchObject({ confirm: true, cancel: false })
    const again = wx.showModal?.({ title: '撤回预约' })
    press('取消')
    expect(await again).toMatchObject({ confirm: false, cancel: true })
  })
  it('lists, and refuses when nothing is chosen', async () => {
    const chosen = wx.showActionSheet?.({ itemList: ['退回修改', '转办'] })
    press('转办')
    expect(await chosen).toMatchObject({ tapIndex: 1 })
    const none = wx.showActionSheet?.({ itemList: ['退回修改'] })
    press('取消')
    await expect(none).rejects.toEqual({ errMsg: 'showActionSheet:fail cancel' })
  })
  it('calls back where callbacks are given', async () => {
    const [fail, complete] = [vi.fn(), vi.fn()]
    expect(wx.showActionSheet?.({ itemList: ['甲'], fail, complete })).toBeUndefined()
    press('取消')
    await settled()
    expect([fail.mock.calls.length, complete.mock.calls.length]).toEqual([1, 1])
  })
  it('shows a picture until it is tapped', async () => {
    await wx.previewImage?.({ urls: ['/a.png'] })
    expect(overlays().querySelector('img')?.getAttribute('src')).toBe('/a.png')
    overlays().querySelector<HTMLElement>('.pv-picture')?.click()
    expect(overlays().childElementCount).toBe(0)
  })
})

describe('the phone', () => {
  it('tells its size, theme and large text', () => {
    expect(wx.getAppBaseInfo?.()).toMatchObject({ theme: 'light', fontSizeSetting: 32, language: 'zh_CN' })
    expect(wx.getWindowInfo?.()).toMatchObject({ screenWidth: innerWidth })
    expect(wx.getDeviceInfo?.()).toMatchObject({ platform: 'devtools' })
    expect(wx.getSystemInfoSync?.()).toMatchObject({ SDKVersion: '3.8.12' })
  })
  it('keeps its light, and gives it back', async () => {
    const before = (await wx.getScreenBrightness?.())?.value
    await wx.setScreenBrightness?.({ value: 1 })
    await wx.setKeepScreenOn?.({ keepScreenOn: true })
    expect([before, document.body.dataset.brightness, document.body.dataset.awake]).toEqual([0.5, '1', 'true'])
  })
  it('tells that its screen was photographed, until nobody listens', () => {
    const heard = vi.fn()
    wx.onUserCaptureScreen?.(heard as never)
    capture()
    wx.offUserCaptureScreen?.(heard as never)
    capture()
    expect(heard).toHaveBeenCalledOnce()
  })
  it('rings somebody only when told to', async () => {
    const ringing = wx.makePhoneCall?.({ phoneNumber: '13800001001' })
    press('取消')
    await expect(ringing).rejects.toEqual({ errMsg: 'makePhoneCall:fail cancel' })
  })
  it('tells of the network', async () => {
    const heard = vi.fn()
    wx.onNetworkStatusChange?.(heard as never)
    dispatchEvent(new Event('offline'))
    expect(heard).toHaveBeenCalledWith({ isConnected: true, networkType: 'wifi' })
    expect(await wx.getNetworkType?.()).toMatchObject({ networkType: 'wifi' })
  })
  it('plays sounds', () => {
    const sound = wx.createInnerAudioContext?.() as unknown as Record<string, unknown>
    sound.src = '/packages/gate/sounds/admit.wav'
    expect(String(sound.src)).toContain('/packages/gate/sounds/admit.wav')
  })
})

describe('selector queries', () => {
  it('measure, and hand out a canvas', async () => {
    const found = await new Promise<unknown[]>((resolve) => {
      const query = wx.createSelectorQuery?.() as never as Record<string, (selector: string) => Record<string, (fields?: object) => { exec(heard: (all: unknown[]) => void): void }>>
      query.select?.('.code').fields?.({ node: true, size: true }).exec(resolve)
    })
    expect((found[0] as { node: unknown }).node).toBeInstanceOf(HTMLCanvasElement)
  })
  it('find nothing where nothing is', async () => {
    const found = await new Promise<unknown[]>((resolve) => {
      const query = wx.createSelectorQuery?.() as never as Record<string, (selector: string) => Record<string, () => { exec(heard: (all: unknown[]) => void): void }>>
      query.select?.('.nowhere').boundingClientRect?.().exec(resolve)
    })
    expect(found).toEqual([null])
  })
})
