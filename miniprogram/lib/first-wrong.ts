/** Where the first mistake of a form stands. */

/** The page scrolls to the element of id `field-<name>`; `wrong` is field -> sentence, in the form's order. */
export function showFirstWrong(wrong: Record<string, string>): void {
  const [field] = Object.keys(wrong)
  if (field) wx.nextTick(() => wx.pageScrollTo({ selector: `#field-${field.split('.')[0]}`, offsetTop: -120 }))
}
