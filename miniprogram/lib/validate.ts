/** What people type, checked on the phone as the server will check it again. */
export { checkDocument, checkIssuingState, DOCUMENT_KINDS, kindView } from './formats/documents'
export { checkName } from './formats/person-name'
export { checkPhone, domestic } from './formats/phone'
export { checkPlate } from './formats/plate'
export type { Checked } from './formats/fold'
