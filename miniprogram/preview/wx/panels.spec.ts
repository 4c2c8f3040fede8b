// @vitest-environment happy-dom
// @vitest-environment-options { "url": "http://127.0.0.1/phone.html?person=liuyang" }
/** The calls that ask the person something: privacy, pictures, codes, messages; and signing in, which asks nobody. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { asTap } from '../runtime/gestures'
import { tap } from '../testing/mount'
import { overlays, pickUp, press, wx } from '../testing/phone'
import { askForPhone } from './phone-number'
import { agreeToPrivacy, privacyAgreed } from './privacy'

beforeEach(pickUp)
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
})

describe('the privacy notice', () => {
  it('is asked before, remembered after', async () => {
    const ask = vi.fn((resolve: (decision: object) => void) => resolve({ event: 'disagree' }))
    wx.onNeedPrivacyAuthorization?.(ask as never)
    await expect(wx.requirePrivacyAuthorize?.()).rejects.toMatchObject({ errno: 104 })
    agreeToPrivacy()
    await privacyAgreed('chooseMedia')
    expect(ask).toHaveBeenCalledOnce()
    expect(await wx.getPrivacySetting?.()).toMatchObject({ needAuthorization: false })
  })
})

describe('what the notice covers', () => {
  const decline = (resolve: (decision: object) => void): void => resolve({ event: 'disagree' })

  it('is refused to who has not agreed', async () => {
    wx.onNeedPrivacyAuthorization?.(decline as never)
    await expect(wx.chooseMedia?.({ count: 1 })).rejects.toMatchObject({ errno: 104 })
    await expect(wx.setClipboardData?.({ data: '邀请' })).rejects.toMatchObject({ errno: 104 })
    expect(await askForPhone()).toMatchObject({ errno: 104 })
  })
  it('can be read', async () => {
    await wx.openPrivacyContract?.()
    expect(overlays().textContent).toContain('隐私保护指引')
    press('关闭')
    expect(overlays().childElementCount).toBe(0)
  })
  it('gives a picture to who has', async () => {
    agreeToPrivacy()
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:1' }))
    vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function choose(this: HTMLInputElement) {
      Object.defineProperty(this, 'files', { value: [new File(['x'], 'a.png', { type: 'image/png' })] })
      this.dispatchEvent(new Event('change'))
    })
    expect(await wx.chooseMedia?.({ count: 1, mediaType: ['image'] })).toMatchObject({ tempFiles: [{ tempFilePath: 'blob:1', size: 1, fileType: 'image' }] })
  })
})

describe('scanning', () => {
  it('takes what is typed', async () => {
    const scanned = wx.scanCode?.({ onlyFromCamera: true })
    const field = overlays().querySelector('textarea') as HTMLTextAreaElement
    field.value = ' V1ABCDEFGHJK12345678 '
    press('识别')
    expect(await scanned).toMatchObject({ result: 'V1ABCDEFGHJK12345678' })
  })
})

describe('signing in', () => {
  const answers = (...given: unknown[]) => {
    const asked: unknown[] = []
    vi.stubGlobal('fetch', async (address: string, options?: { body?: string }) => {
      if (address === '/preview.json') return Response.json({ control: 'http://127.0.0.1:8002' })
      asked.push([address.replace('http://127.0.0.1:8002/__sim/', ''), options?.body && JSON.parse(options.body)])
      return Response.json(given.shift())
    })
    return asked
  }

  it('takes a fresh code from the sandbox every time', async () => {
    const asked = answers({ code: 'first' }, { code: 'second' })
    expect([(await wx.login?.())?.code, (await wx.login?.())?.code]).toEqual(['first', 'second'])
    expect(asked[0]).toEqual(['codes', { person: 'liuyang', kind: 'login' }])
  })
  it('asks about messages only in a tap, three at most', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    await expect(wx.requestSubscribeMessage?.({ tmplIds: ['t'] })).rejects.toThrow('outside of a tap')
    await expect(asTap(() => wx.requestSubscribeMessage?.({ tmplIds: ['1', '2', '3', '4'] }))).rejects.toThrow('WeChat takes 3')
  })
  it('shows the panel and gives the answer on', async () => {
    const asked = answers({ ask: [{ id: 't', title: '预约审核结果' }] }, { result: { t: 'accept' } })
    const requested = asTap(() => wx.requestSubscribeMessage?.({ tmplIds: ['t'] }))
    await vi.waitFor(() => expect(overlays().textContent).toContain('预约审核结果'))
    overlays().querySelector('input')?.click()
    tap(overlays().querySelector('.pv-yes') as Element)
    expect(await requested).toMatchObject({ t: 'accept' })
    expect(asked[1]).toEqual(['subscribe', { person: 'liuyang', template_ids: ['t'], choice: 'always_accept' }])
  })
  it('tells WeChat\'s own refusal', async () => {
    answers({ errCode: 20004, errMsg: 'requestSubscribeMessage:fail' })
    await expect(asTap(() => wx.requestSubscribeMessage?.({ tmplIds: ['t'] }))).rejects.toMatchObject({ errCode: 20004 })
  })
})
