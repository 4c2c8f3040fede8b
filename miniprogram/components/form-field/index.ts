/** A label above its control, with a hint, an error, or what an approver asked to mend. The control is the slot. */
Component({
  properties: {
    label: { type: String, value: '' },
    required: { type: Boolean, value: false },
    hint: { type: String, value: '' },
    error: { type: String, value: '' },
    /** The approver asked for this one to be changed. */
    asked: { type: Boolean, value: false },
  },
})
