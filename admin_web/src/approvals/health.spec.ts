import { expect, it } from 'vitest'
import { linesOf } from './health'

it('reads a declaration', () => {
  const health = { health_code: { status: 'green' }, travel_code: { file_id: 'f1' }, nucleic_acid: null }
  expect(linesOf(health)).toEqual([
    { key: 'health_code', label: '健康码', text: '绿码', fileId: undefined },
    { key: 'travel_code', label: '行程码', text: '已上传', fileId: 'f1' },
  ])
})
