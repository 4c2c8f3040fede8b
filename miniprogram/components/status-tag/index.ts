/** A status: always a word and a colour together. `tone` is one of lib/status.ts. */
Component({
  properties: {
    word: { type: String, value: '' },
    tone: { type: String, value: 'default' },
  },
})
