/** The desk around the phone: whose phone it is, and what only the world outside can do to it. */
import { people, person, type Person } from '../runtime/place'

const NARROW = 480
const GROUPS: Record<string, string> = { visitor: '访客', approver: '审批人', duty: '门岗与管理' }

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T

/** A window as narrow as a phone is the phone. */
if (innerWidth <= NARROW) location.replace(`/phone.html${location.search}${location.hash}`)
else void furnish()

async function furnish(): Promise<void> {
  const all = await people()
  const who = person || all.find((each) => each.group === 'visitor')?.key || ''
  const phone = element<HTMLIFrameElement>('phone')
  showPeople(all, who)
  showPhone(phone, who, '100')
  element('capture').addEventListener('click', () => phone.contentWindow?.postMessage('capture', location.origin))
  element('large').addEventListener('click', () => enlarge(phone, who))
  const { control } = (await (await fetch('/preview.json')).json()) as { control: string }
  element<HTMLAnchorElement>('sandbox').href = control
}

function showPeople(all: Person[], who: string): void {
  const groups = Object.entries(GROUPS).flatMap(([group, title]) => {
    const heading = Object.assign(document.createElement('h2'), { textContent: title })
    return [heading, ...all.filter((each) => each.group === group).map((each) => link(each, who))]
  })
  element('people').replaceChildren(...groups)
}

function link({ key, name, role }: Person, who: string): HTMLElement {
  const anchor = Object.assign(document.createElement('a'), { href: `/?person=${key}` })
  anchor.append(name, Object.assign(document.createElement('small'), { textContent: role }))
  if (key === who) anchor.setAttribute('aria-current', 'true')
  return anchor
}

/** The phone keeps the page in its own address; this address follows, so that it can be copied. */
function showPhone(phone: HTMLIFrameElement, who: string, text: string): void {
  phone.src = `/phone.html?person=${who}&text=${text}${location.hash}`
  phone.addEventListener('load', () => follow(phone, who), { once: true })
  addEventListener('hashchange', () => phone.contentWindow?.location.replace(`${phone.contentWindow.location.pathname}${phone.contentWindow.location.search}${location.hash}`))
}

function follow(phone: HTMLIFrameElement, who: string): void {
  setInterval(() => {
    const page = phone.contentWindow?.location.hash ?? ''
    if (page !== location.hash) history.replaceState(null, '', `/?person=${who}${page}`)
  }, 500)
}

function enlarge(phone: HTMLIFrameElement, who: string): void {
  const pressed = element('large').getAttribute('aria-pressed') !== 'true'
  element('large').setAttribute('aria-pressed', String(pressed))
  phone.src = `/phone.html?person=${who}&text=${pressed ? 200 : 100}${phone.contentWindow?.location.hash ?? ''}`
}
