/** Selector queries: where something is on the screen, how far it is scrolled, and a canvas's node. */
import * as adapter from 'glass-easel-miniprogram-adapter'
import { top } from '../runtime/stack'

type Found = Record<string, unknown>
type Heard = (found: never) => void
interface Asked {
  selector: string | null
  all: boolean
  fields: Record<string, boolean | undefined>
  heard?: Heard
}
/** A component as its own code sees it: `this`. */
interface Owner {
  _$: { getShadowRoot(): { querySelectorAll(selector: string): { $$: unknown; id: string; dataset: unknown }[] } | null }
}

/** One query; what is found is told once the page is drawn. */
class SelectorQuery {
  private readonly asked: Asked[] = []

  constructor(private owner?: Owner) {}

  in(owner: Owner): this {
    this.owner = owner
    return this
  }

  select = (selector: string): object => this.ask(selector, false)
  selectAll = (selector: string): object => this.ask(selector, true)
  selectViewport = (): object => this.ask(null, false)

  exec(heard?: (all: unknown[]) => void): this {
    requestAnimationFrame(() => {
      const results = this.asked.map((each) => this.find(each))
      this.asked.forEach((each, index) => each.heard?.(results[index] as never))
      heard?.(results)
    })
    return this
  }

  private ask(selector: string | null, all: boolean): object {
    const want = (fields: Asked['fields'], heard?: Heard): this => {
      this.asked.push({ selector, all, fields, heard })
      return this
    }
    return {
      boundingClientRect: (heard?: Heard) => want({ id: true, dataset: true, rect: true, size: true }, heard),
      scrollOffset: (heard?: Heard) => want({ id: true, dataset: true, scrollOffset: true }, heard),
      node: (heard?: Heard) => want({ node: true }, heard),
      fields: (fields: Asked['fields'], heard?: Heard) => want(fields, heard),
    }
  }

  private find({ selector, all, fields }: Asked): unknown {
    if (selector === null) return measured(document.getElementById('pages') as HTMLElement, fields)
    const owner = this.owner ?? (top().object as unknown as Owner)
    const found = (owner._$.getShadowRoot()?.querySelectorAll(selector) ?? []).map((each) => ({
      ...measured(each.$$ as HTMLElement, fields), id: each.id, dataset: each.dataset,
    }))
    return all ? found : (found[0] ?? null)
  }
}

function measured(node: HTMLElement, fields: Asked['fields']): Found {
  const { left, top: above, right, bottom, width, height } = node.getBoundingClientRect()
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = node
  return {
    ...(fields.rect && { left, top: above, right, bottom }),
    ...(fields.size && { width, height }),
    ...(fields.scrollOffset && { scrollLeft, scrollTop, scrollWidth, scrollHeight }),
    ...(fields.node && { node: canvasOf(node) }),
  }
}

/** WeChat's canvas makes its own pictures and frames. */
function canvasOf(node: HTMLElement): HTMLCanvasElement | null {
  const canvas = node.querySelector('canvas')
  if (!canvas) return null
  return Object.assign(canvas, {
    createImage: () => new Image(),
    requestAnimationFrame: (draw: FrameRequestCallback) => requestAnimationFrame(draw),
    cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
  })
}

/** Let `this.createSelectorQuery()` of pages and components make ours: the framework's own knows no canvas. */
export function queryInside(): void {
  const caller = adapter.component.ComponentCaller.prototype as unknown as { createSelectorQuery: () => SelectorQuery }
  caller.createSelectorQuery = function createSelectorQuery(this: unknown): SelectorQuery {
    return new SelectorQuery(this as Owner)
  }
}

/** The calls of this file. */
export const query = {
  createSelectorQuery: () => new SelectorQuery(),
  nextTick: (work: () => void): void => queueMicrotask(work),
}
