/** What the fields of an identity document show. */
import type { DocumentKind } from '../../api/types'
import { checkDocument, DOCUMENT_KINDS, kindView } from '../../lib/formats/documents'
import { stateName } from '../../lib/formats/states'

export interface DocumentDraft {
  kind: DocumentKind
  number: string
  issuing_state: string
}

export const NO_DOCUMENT: DocumentDraft = { kind: 'resident_id', number: '', issuing_state: '' }

// Remarks do not depend on the day, only refusals do.
const ANY_DAY = '2100-01-01'

export function documentView({ kind, number, issuing_state }: DocumentDraft, masked: string) {
  const known = kindView(kind)
  return {
    kind: known?.name ?? kind,
    keyboard: known?.keyboard ?? 'text',
    example: masked ? '不修改请留空' : (known?.example ?? ''),
    number,
    hint: number ? checkDocument(kind, number, ANY_DAY).remark : masked && `已填 ${masked}`,
    passport: kind === 'passport',
    state: stateName(issuing_state),
  }
}

/** Another kind: the number of the old one means nothing for it. */
export function withKind(value: DocumentDraft, index: number): DocumentDraft {
  const kind = DOCUMENT_KINDS[index]?.kind ?? value.kind
  return kind === value.kind ? value : { kind, number: '', issuing_state: '' }
}
