/** What the preview cannot do is said so that nobody overlooks it: red over the whole phone, and on the console. */

/** Cover the phone with `message` and throw it. */
export function alarm(message: string): never {
  show(message)
  throw new Error(message)
}

/** Cover the phone with `message`; what was said first stays. */
export function show(message: string): void {
  console.error(`preview: ${message}`)
  if (document.querySelector('.pv-alarm')) return
  const cover = document.createElement('div')
  cover.className = 'pv-alarm'
  cover.setAttribute('role', 'alert')
  cover.textContent = `预览做不到这一步：${message}`
  document.body.append(cover)
}
