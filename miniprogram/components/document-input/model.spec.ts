import { expect, it } from 'vitest'
import { documentView, withKind, type DocumentDraft } from './model'

const PASSPORT: DocumentDraft = { kind: 'passport', number: 'E12345678', issuing_state: 'USA' }

it('shows the keyboard and example of the kind', () => {
  expect(documentView(PASSPORT, '')).toMatchObject({ kind: '护照', keyboard: 'text', passport: true, state: '美国' })
  const card = documentView({ kind: 'resident_id', number: '', issuing_state: '' }, '')
  expect(card).toMatchObject({ keyboard: 'idcard', example: '18位身份证号', passport: false })
})

it('says that a number already given need not be typed again', () => {
  const view = documentView({ ...PASSPORT, number: '' }, 'E1*****78')
  expect(view).toMatchObject({ example: '不修改请留空', hint: '已填 E1*****78' })
})

it('remarks on what may be a slip', () => {
  const old: DocumentDraft = { kind: 'taiwan_permit', number: 'A123456789', issuing_state: '' }
  expect(documentView(old, '').hint).toContain('旧版')
})

it('forgets the number only when the kind really changes', () => {
  expect(withKind(PASSPORT, 4)).toBe(PASSPORT)
  expect(withKind(PASSPORT, 0)).toEqual({ kind: 'resident_id', number: '', issuing_state: '' })
})
