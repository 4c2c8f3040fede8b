/** Calls about visits. */
import { http, upload } from '@/http/client'
import { saveFile } from '@/http/files'
import type { FileOut, FormOut, PassagesOut, UnmaskIn, UnmaskOut, VisitCard, VisitCardPage, VisitForIn, VisitOut } from '@/http/schema'
import type { VisitQuery } from './filters'
import type { Item } from './health'

export type { PassagesOut, UnmaskOut, VisitCard, VisitForIn, VisitOut }

const ALL = '/api/v1/staff/visits'
const ONE = `${ALL}/{id}` as const

export const list = (query: VisitQuery, after?: string): Promise<VisitCardPage> =>
  http.get(ALL, { query: { ...query, after } })

export const show = (id: string): Promise<VisitOut> => http.get(ONE, { path: { id } })

export const passages = (id: string): Promise<PassagesOut> => http.get(`${ONE}/passages`, { path: { id } })

export const revoke = (id: string, reason: string): Promise<VisitOut> =>
  http.post(`${ONE}/revoke`, { path: { id }, body: { reason } })

export const unmask = (id: string, fields: UnmaskIn['fields'], reason: string): Promise<UnmaskOut> =>
  http.post(`${ONE}/unmask`, { path: { id }, body: { fields, reason } })

/** What visitors of this type are asked today. */
export const formFor = (visitor_type: 'temporary' | 'long_term'): Promise<FormOut> =>
  http.get('/api/v1/staff/form', { query: { visitor_type } })

export async function uploadFor(item: Item, file: File): Promise<FileOut> {
  const form = new FormData()
  form.append('file', file)
  form.append('purpose', item)
  return (await upload('/api/v1/staff/files', form)) as FileOut
}

export const submitFor = (body: VisitForIn): Promise<VisitOut> => http.post(ALL, { body })

/** The filtered rows as a spreadsheet; `onBytes` hears how much has arrived. */
export const exportRows = (query: VisitQuery, onBytes: (bytes: number) => void): Promise<void> =>
  saveFile(`${ALL}/export.xlsx`, '预约访客.xlsx', { ...query }, onBytes)

/** Where the files of a visit are read. */
export const filesOf = (id: string): string => `${ALL}/${id}/files`
