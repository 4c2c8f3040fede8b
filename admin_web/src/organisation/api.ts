/** Calls about departments, approval groups and gates. */
import { http } from '@/http/client'
import type {
  DepartmentIn, DepartmentOut, DepartmentPatch, DepartmentsOut, FlowOut, GateIn, GateListOut, GateOut, GatePatch,
  GroupIn, GroupOut, GroupPatch, GroupsOut, TryOut, TryQuery,
} from '@/http/schema'

export type { DepartmentOut, FlowOut, GateOut, GroupOut, TryOut }

const DEPARTMENTS = '/api/v1/admin/departments'
const GROUPS = '/api/v1/admin/groups'
const GATES = '/api/v1/admin/gates'

export const departments = (): Promise<DepartmentsOut> => http.get(DEPARTMENTS)
export const addDepartment = (body: DepartmentIn): Promise<DepartmentOut> => http.post(DEPARTMENTS, { body })
export const changeDepartment = (id: string, body: DepartmentPatch): Promise<DepartmentOut> =>
  http.patch(`${DEPARTMENTS}/{id}`, { path: { id }, body })

export const groups = (): Promise<GroupsOut> => http.get(GROUPS)
export const addGroup = (body: GroupIn): Promise<GroupOut> => http.post(GROUPS, { body })
export const changeGroup = (id: string, body: GroupPatch): Promise<GroupOut> =>
  http.patch(`${GROUPS}/{id}`, { path: { id }, body })

export const gates = (): Promise<GateListOut> => http.get(GATES)
export const addGate = (body: GateIn): Promise<GateOut> => http.post(GATES, { body })
export const changeGate = (id: string, body: GatePatch): Promise<GateOut> =>
  http.patch(`${GATES}/{id}`, { path: { id }, body })

export const currentFlow = (): Promise<FlowOut> => http.get('/api/v1/admin/flows/current')
export const dryRun = (query: TryQuery): Promise<TryOut> => http.get('/api/v1/admin/flows/dry-run', { query })
