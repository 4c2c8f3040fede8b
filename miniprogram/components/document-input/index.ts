/** An identity document: kind, number with the keyboard and rule of its kind, and who issued a passport. */
import { DOCUMENT_KINDS } from '../../lib/formats/documents'
import { STATE_NAMES, stateAt } from '../../lib/formats/states'
import { documentView, NO_DOCUMENT, withKind, type DocumentDraft } from './model'

Component({
  properties: {
    value: { type: Object, value: NO_DOCUMENT },
    numberError: { type: String, value: '' },
    stateError: { type: String, value: '' },
    /** The number the server already holds, masked: nothing need be typed then. */
    masked: { type: String, value: '' },
    asked: { type: Boolean, value: false },
    /** Whose document: 证件, or 随行人员的证件. */
    owner: { type: String, value: '' },
  },
  data: { view: documentView(NO_DOCUMENT, ''), states: STATE_NAMES },
  observers: {
    'value, masked'(value: DocumentDraft, masked: string) {
      this.setData({ view: documentView(value, masked) })
    },
  },
  methods: {
    chooseKind() {
      wx.showActionSheet({
        itemList: DOCUMENT_KINDS.map(({ name }) => name),
        success: ({ tapIndex }) => this.change(withKind(this.data.value as DocumentDraft, tapIndex)),
      })
    },
    typeNumber(event: WechatMiniprogram.Input) {
      this.change({ ...(this.data.value as DocumentDraft), number: event.detail.value })
    },
    chooseState(event: WechatMiniprogram.PickerChange) {
      const issuing_state = stateAt(Number(event.detail.value))
      this.change({ ...(this.data.value as DocumentDraft), issuing_state })
    },
    change(value: DocumentDraft) {
      this.triggerEvent('change', { value })
    },
  },
})
