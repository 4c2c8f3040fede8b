/** The documents a visitor may show: their names, keyboards and forms. */
import type { DocumentKind } from '../../api/types'
import { fine, fold, wrong, type Checked } from './fold'
import { checkResidentId } from './resident-id'

interface KindView {
  kind: DocumentKind
  name: string
  /** WeChat's keyboard for the number. */
  keyboard: 'idcard' | 'number' | 'text'
  example: string
}

export const DOCUMENT_KINDS: KindView[] = [
  { kind: 'resident_id', name: '居民身份证', keyboard: 'idcard', example: '18位身份证号' },
  { kind: 'hk_macao_permit', name: '港澳居民来往内地通行证', keyboard: 'text', example: '字母H或M加8位数字' },
  { kind: 'taiwan_permit', name: '台湾居民来往大陆通行证', keyboard: 'number', example: '8位数字' },
  {
    kind: 'foreign_permanent_resident',
    name: '外国人永久居留身份证',
    keyboard: 'text',
    example: '以9开头的18位号码，或3个字母加12位数字',
  },
  { kind: 'passport', name: '护照', keyboard: 'text', example: '5至9位字母或数字' },
]

export const kindView = (kind: string): KindView | undefined => DOCUMENT_KINDS.find((known) => known.kind === kind)

/** A number of this kind; `today` as 2026-11-23. */
export function checkDocument(kind: DocumentKind, text: string, today: string): Checked {
  if (!fold(text)) return wrong('请填写证件号码。')
  return CHECKS[kind](text, today)
}

/** ISO 3166 code of two or three letters, for the guard to compare with the passport's cover. */
export function checkIssuingState(text: string): Checked {
  const state = fold(text)
  return /^[A-Z]{2,3}$/.test(state) ? fine(state) : wrong('请选择护照的签发国家或地区。')
}

const CHECKS: Record<DocumentKind, (text: string, today: string) => Checked> = {
  resident_id: checkResidentId,
  hk_macao_permit: hkMacaoPermit,
  taiwan_permit: taiwanPermit,
  foreign_permanent_resident: foreignPermanentResident,
  passport,
}

function hkMacaoPermit(text: string): Checked {
  const number = fold(text)
  if (/^[HM](\d{8}|\d{10})$/.test(number) || /^[HM]A\d{7}$/.test(number)) return fine(number)
  return wrong('请填写来往内地通行证号：字母H或M加8位数字，或HA、MA加7位数字。')
}

function taiwanPermit(text: string): Checked {
  const number = fold(text)
  if (/^\d{8}$/.test(number)) return fine(number)
  if (/^[A-Z0-9]{10,12}$/.test(number)) {
    return fine(number, '这像是旧版台胞证本式证件号，请核对；新版证件号为8位数字。')
  }
  return wrong('请填写台湾居民来往大陆通行证号：8位数字。')
}

function foreignPermanentResident(text: string, today: string): Checked {
  const number = fold(text)
  if (/^[A-Z]{3}\d{12}$/.test(number)) return fine(number)
  if (/^9\d{16}[\dX]$/.test(number)) return checkResidentId(number, today)
  return wrong('请填写外国人永久居留证号：以9开头的18位号码，或旧版的3个字母加12位数字。')
}

function passport(text: string): Checked {
  const number = fold(text)
  if (/^(?=.*\d)[A-Z0-9]{5,9}$/.test(number)) return fine(number)
  return wrong('请填写护照号：5至9位字母或数字，不含其他符号。')
}
