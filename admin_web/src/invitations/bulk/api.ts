/** Calls about many invitations at once. */
import { http, upload } from '@/http/client'
import { saveFile } from '@/http/files'
import type { BulkOut, CheckOut, ReadOut } from '@/http/schema'
import { typedOf, type Row } from './rows'

const BASE = '/api/v1/staff/invitations'

export const check = (rows: readonly Row[]): Promise<CheckOut> =>
  http.post(`${BASE}/check`, { body: { rows: rows.map(typedOf) } })

export const createMany = (rows: readonly Row[], send: boolean): Promise<BulkOut> =>
  http.post(`${BASE}/bulk`, { body: { rows: rows.map(typedOf), send } })

export const saveTemplate = (): Promise<void> => saveFile(`${BASE}/template.xlsx`, '批量邀请模板.xlsx')

export async function readFile(file: File): Promise<ReadOut> {
  const form = new FormData()
  form.append('file', file)
  return (await upload(`${BASE}/read-xlsx`, form)) as ReadOut
}
