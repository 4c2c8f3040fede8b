import { describe, expect, it } from 'vitest'
import type { DocumentKind } from '../api/types'
import { checkDocument, checkIssuingState, checkName, checkPhone, checkPlate, domestic } from './validate'

const TODAY = '2026-11-23'
const good = (kind: DocumentKind, text: string) => checkDocument(kind, text, TODAY)

// The numbers are made by rule; none belongs to a person.
describe('a resident identity card', () => {
  it.each(['110101190003070010', '440106190002281228', '31011519000115008X', '650100190412319998', '810000190001010018'])(
    'is %s',
    (number) => expect(good('resident_id', number)).toEqual({ value: number, error: '', remark: '' }),
  )

  it.each([
    ['11010119000307001X', '逐位核对'],
    ['110101190002300013', '出生年月日'],
    ['440106190002290001', '出生年月日'],
    ['170101190003070011', '地区代码'],
    ['110101299901010019', '出生年月日'],
    ['110101900307001', '第一代'],
    ['I10101190003070010', '18位'],
    ['', '请填写证件号码'],
  ])('is not %s: %s', (number, why) => expect(good('resident_id', number).error).toContain(why))

  it('may be copied with spaces and a small x', () => {
    expect(good('resident_id', ' 310115 19000115 008x').value).toBe('31011519000115008X')
  })
})

describe('other documents', () => {
  it.each<[DocumentKind, string]>([
    ['hk_macao_permit', 'H12345678'],
    ['hk_macao_permit', 'H1234567800'],
    ['hk_macao_permit', 'HA1234567'],
    ['taiwan_permit', '01234567'],
    ['foreign_permanent_resident', 'USA123456789012'],
    ['passport', 'E12345678'],
    ['passport', 'L898902C3'],
  ])('%s %s is well-formed', (kind, number) => expect(good(kind, number).error).toBe(''))

  it.each<[DocumentKind, string]>([
    ['hk_macao_permit', 'C12345678'],
    ['hk_macao_permit', 'H123456789'],
    ['hk_macao_permit', 'HB1234567'],
    ['taiwan_permit', '1234567'],
    ['foreign_permanent_resident', 'US1234567890123'],
    ['passport', 'ABCDEFGH'],
    ['passport', '1234567890'],
  ])('%s %s is not', (kind, number) => expect(good(kind, number).error).not.toBe(''))

  it('remarks on an old booklet, but takes it', () => {
    expect(good('taiwan_permit', 'A123456789')).toMatchObject({ value: 'A123456789', error: '' })
    expect(good('taiwan_permit', 'A123456789').remark).toContain('旧版')
  })

  it('wants the state that issued a passport', () => {
    expect(checkIssuingState('usa').value).toBe('USA')
    expect(checkIssuingState('').error).not.toBe('')
  })
})

describe('a phone number', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['＋86 138-0013-8000', '+8613800138000'],
    ['0085251234567', '+85251234567'],
    ['+886 0912-345-678', '+886912345678'],
    ['+14155550123', '+14155550123'],
    ['\u202d138 0013 8000\u202c', '+8613800138000'],
  ])('%s is %s', (text, number) => expect(checkPhone(text).value).toBe(number))

  it.each(['', '12345678901', '1380013800', '+85221234567', '02112345678', '+0123'])('is not %s', (text) =>
    expect(checkPhone(text).error).not.toBe(''),
  )
})

it('is written as at home, or with the country abroad', () => {
  expect(['+8613800138000', '+85251234567'].map(domestic)).toEqual(['13800138000', '+85251234567'])
})

describe('a plate', () => {
  it.each(['京A12345', '沪A·8M6K2', '京AD12345', '京A12345D', '粤Z1234港', '京A1234学', '123456使'])(
    '%s is one',
    (plate) => expect(checkPlate(plate)).toMatchObject({ error: '', remark: '' }),
  )

  it.each(['沪AF1234Z', '京A12345L', '粤B1234港', '京AI2345', '京A1234', '港A12345', ''])('%s is none', (plate) =>
    expect(checkPlate(plate).error).not.toBe(''),
  )

  it('is looked at again with many letters, or from abroad', () => {
    expect(checkPlate('粤BABC12').remark).toContain('字母较多')
    expect(checkPlate('AB123CD').remark).toContain('门岗')
  })
})

describe('a name', () => {
  it.each([
    ['张三', '张三'],
    ['买买提•艾力', '买买提·艾力'],
    ['𠮷田', '𠮷田'],
    ["  O'Neill-Smith ", "O'Neill-Smith"],
    ['𠮷'.repeat(100), '𠮷'.repeat(100)],
  ])('%s is kept as %s', (text, name) => expect(checkName(text)).toMatchObject({ value: name, error: '' }))

  it.each(['', ' ', '123', '张\u0007三', '𠮷'.repeat(101)])('%s is none', (text) =>
    expect(checkName(text).error).not.toBe(''),
  )
})
