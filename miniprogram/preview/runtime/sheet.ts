/** Panels that WeChat itself slides over a page: a list to choose from, or content of their own. */

/** Open a panel with these parts; returns how to close it. */
export function open(title: string, parts: Node[], closed: () => void, kind = 'pv-sheet'): () => void {
  const panel = document.createElement('div')
  panel.className = kind
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-modal', 'true')
  panel.setAttribute('aria-label', title)
  const cover = document.createElement('div')
  cover.className = 'pv-cover'
  const close = (): void => {
    cover.remove()
    panel.remove()
  }
  cover.addEventListener('click', () => {
    if (kind === 'pv-modal') return
    close()
    closed()
  })
  if (title) panel.append(heading(title))
  panel.append(...parts)
  document.getElementById('overlays')?.append(cover, panel)
  return close
}

/** Let the person choose one of `items`; the index, or undefined when they close it. */
export function choose(title: string, items: string[], colors?: { item?: string }): Promise<number | undefined> {
  return new Promise((resolve) => {
    const buttons = items.map((item, index) => {
      const each = button(item, () => finish(index))
      if (colors?.item) each.style.color = colors.item
      return each
    })
    const close = open(title, [...buttons, button('取消', () => finish(undefined), 'pv-cancel')], () => resolve(undefined))
    const finish = (index: number | undefined): void => {
      close()
      resolve(index)
    }
  })
}

/** A button of a panel. */
export function button(text: string, act: () => void, kind = ''): HTMLButtonElement {
  const element = document.createElement('button')
  element.textContent = text
  element.className = kind
  element.addEventListener('click', act)
  return element
}

function heading(text: string): HTMLElement {
  const element = document.createElement('h2')
  element.textContent = text
  return element
}
