/** The outline of a screen while it loads; it appears only after 300 ms. `kind`: list, detail or form. */
Component({
  properties: {
    kind: { type: String, value: 'list' },
  },
})
