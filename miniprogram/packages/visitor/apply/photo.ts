/** A picture of a health item, taken or chosen, and brought to the school. */
import { uploadFile } from '../../../api/visitor'
import type { FileDraft } from './draft'

/** The picture's path on this phone; null when the person chose none. */
export function choosePhoto(): Promise<string | null> {
  return new Promise((resolve) => {
    wx.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(tempFiles[0]?.tempFilePath ?? null),
      fail: () => resolve(null),
    })
  })
}

/** Throws Problem. */
export async function bring(path: string, purpose: string): Promise<FileDraft> {
  return { id: (await uploadFile(path, purpose)).id, path }
}
