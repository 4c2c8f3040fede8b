/** Lists that go on: what every page with one does when its end comes into sight. */
import { asProblem } from './problem'

export interface Listed<Row> {
  rows: Row[]
  next: string | null
}

interface ListPage<Row> {
  data: Listed<Row>
  setData(data: Partial<Listed<Row>>): void
}

/** Put the next rows behind those shown, unless `current` says that another list was chosen meanwhile. */
export async function goOn<Row>(
  page: ListPage<Row>,
  read: (after: string) => Promise<Listed<Row>>,
  current: () => boolean,
): Promise<void> {
  const { next, rows } = page.data
  if (!next) return
  page.setData({ next: null })
  try {
    const more = await read(next)
    if (current()) page.setData({ rows: [...rows, ...more.rows], next: more.next })
  } catch (thrown) {
    if (current()) page.setData({ next })
    wx.showToast({ title: asProblem(thrown).detail, icon: 'none' })
  }
}
