/** Why there is nothing here, and the next step. Triggers `action` when its button is tapped. */
Component({
  properties: {
    icon: { type: String, value: 'file-search' },
    title: { type: String, value: '' },
    description: { type: String, value: '' },
    action: { type: String, value: '' },
  },
  methods: {
    act() {
      this.triggerEvent('action')
    },
  },
})
