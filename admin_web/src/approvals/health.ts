/** The health declaration as lines to read. */

export interface HealthLine {
  key: string
  label: string
  text: string
  fileId?: string
}

const LABELS: Record<string, string> = { health_code: '健康码', travel_code: '行程码', nucleic_acid: '核酸检测' }
const WORDS: Record<string, string> = {
  green: '绿码',
  yellow: '黄码',
  red: '红码',
  negative: '阴性',
  positive: '阳性',
}

/** One line a declared module; `health` is the declaration as it was stored. */
export function linesOf(health: Record<string, unknown>): HealthLine[] {
  return Object.entries(health)
    .filter((entry): entry is [string, Record<string, unknown>] => typeof entry[1] === 'object' && entry[1] !== null)
    .map(([key, said]) => {
      const word = WORDS[String(said.status ?? said.result ?? '')]
      const fileId = typeof said.file_id === 'string' ? said.file_id : undefined
      return { key, label: LABELS[key] ?? key, text: word ?? (fileId ? '已上传' : '已填写'), fileId }
    })
}
