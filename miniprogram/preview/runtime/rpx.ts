/** rpx in style attributes, which the framework writes as they come: style sheets were converted when building. */

/** The same length by the custom property that phone.css sets. */
export const inlineUnits = (style: string): string =>
  style
    .replace(/(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, 'calc(var(--rpx) * $1)')
    .replace(/(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))vh\b/g, 'calc(var(--vh) * $1)')

/** Convert whatever is written into a style attribute from now on. */
export function convertInlineRpx(): void {
  const write = Element.prototype.setAttribute
  Element.prototype.setAttribute = function setAttribute(name: string, value: string): void {
    write.call(this, name, name === 'style' ? inlineUnits(String(value)) : value)
  }
}
