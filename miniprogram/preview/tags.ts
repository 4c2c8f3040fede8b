/** Every built-in tag by its name; the file of that name in elements/ provides it. */
import { button } from './elements/button'
import { canvas } from './elements/canvas'
import { image } from './elements/image'
import { input } from './elements/input'
import { label } from './elements/label'
import { picker } from './elements/picker'
import { scrollView } from './elements/scroll-view'
import { switchTag } from './elements/switch'
import { text } from './elements/text'
import { textarea } from './elements/textarea'
import { view } from './elements/view'
import type { Tag } from './runtime/element'
import { defineTag } from './runtime/element'

export const TAGS: Record<string, Tag> = {
  button, canvas, image, input, label, picker, 'scroll-view': scrollView, switch: switchTag, text, textarea, view,
}

/** Make them known to the framework, before any page is defined. */
export function defineTags(): void {
  for (const [name, tag] of Object.entries(TAGS)) defineTag(name, tag)
}
