/** What a health item offers to choose. */
const CHOICES: Record<string, { value: string; word: string }[]> = {
  health_code: [
    { value: 'green', word: '绿码' },
    { value: 'yellow', word: '黄码' },
    { value: 'red', word: '红码' },
  ],
  nucleic_acid: [
    { value: 'negative', word: '阴性' },
    { value: 'positive', word: '阳性' },
  ],
}

const PICTURES: Record<string, string> = {
  health_code: '上传截图（选填）',
  travel_code: '上传行程码截图',
  nucleic_acid: '上传检测报告（选填）',
}

export const choicesOf = (kind: string) => CHOICES[kind] ?? []
export const pictureWords = (kind: string): string => PICTURES[kind] ?? ''
