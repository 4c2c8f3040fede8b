/** <canvas type="2d">: a surface to draw on; a selector query hands out its node. */
import { show } from '../runtime/alarm'
import type { Tag } from '../runtime/element'

export const canvas: Tag = {
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  attached({ node, values }) {
    if (values.type !== '2d') show('<canvas> of another type than 2d')
    node.append(document.createElement('canvas'))
  },
}
