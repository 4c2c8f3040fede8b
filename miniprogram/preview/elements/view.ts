/** <view>: a box. */
import type { Tag } from '../runtime/element'

export const view: Tag = {}
