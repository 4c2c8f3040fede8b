/** Calls about what stands at the gates, who is kept out, whom the gates tell, and what they disagree on. */
import { http } from '@/http/client'
import type {
  BlockIn, BlockOut, BlockPage, ConflictOut, ConflictPage, DeliveryOut, DeliveryPage, DeliveryState, DeviceIn,
  DeviceOut, DevicePage, EnrolmentOut, NewDeviceOut, ResolveIn, WebhookIn, WebhookOut, WebhookPage, WithSecret,
} from '@/http/schema'

export type {
  BlockIn, BlockOut, ConflictOut, DeliveryOut, DeviceOut, EnrolmentOut, ResolveIn, WebhookOut, WithSecret,
} from '@/http/schema'

const DEVICES = '/api/v1/admin/devices'
const BLOCKLIST = '/api/v1/admin/blocklist'
const WEBHOOKS = '/api/v1/admin/webhooks'
const CONFLICTS = '/api/v1/gate/conflicts'

export const devices = (after?: string): Promise<DevicePage> => http.get(DEVICES, { query: { after } })
export const addDevice = (body: DeviceIn): Promise<NewDeviceOut> => http.post(DEVICES, { body })
export const renewEnrolment = (id: string): Promise<EnrolmentOut> => http.post(`${DEVICES}/{id}/enrolment`, { path: { id } })
export const revokeDevice = (id: string, reason: string): Promise<DeviceOut> =>
  http.post(`${DEVICES}/{id}/revoke`, { path: { id }, body: { reason } })

export const blocklist = (all: boolean, after?: string): Promise<BlockPage> => http.get(BLOCKLIST, { query: { all, after } })
export const block = (body: BlockIn): Promise<BlockOut> => http.post(BLOCKLIST, { body })
export const lift = (id: string, reason: string): Promise<BlockOut> =>
  http.post(`${BLOCKLIST}/{id}/lift`, { path: { id }, body: { reason } })

export const webhooks = (after?: string): Promise<WebhookPage> => http.get(WEBHOOKS, { query: { after, limit: 100 } })
export const addWebhook = (body: WebhookIn): Promise<WithSecret> => http.post(WEBHOOKS, { body })
export const rotateSecret = (id: string): Promise<WithSecret> => http.post(`${WEBHOOKS}/{id}/rotate`, { path: { id } })
export const disableWebhook = (id: string): Promise<WebhookOut> => http.post(`${WEBHOOKS}/{id}/disable`, { path: { id } })
export const enableWebhook = (id: string): Promise<WebhookOut> => http.post(`${WEBHOOKS}/{id}/enable`, { path: { id } })
export const deliveries = (id: string, state?: string, after?: string): Promise<DeliveryPage> =>
  http.get(`${WEBHOOKS}/{id}/deliveries`, { path: { id }, query: { state: state as DeliveryState | undefined, after } })
export const resendDelivery = (id: string): Promise<DeliveryOut> =>
  http.post('/api/v1/admin/webhook-deliveries/{id}/resend', { path: { id } })

export const conflicts = (all: boolean, after?: string): Promise<ConflictPage> => http.get(CONFLICTS, { query: { all, after } })
export const resolveConflict = (id: string, body: ResolveIn): Promise<ConflictOut> =>
  http.post(`${CONFLICTS}/{id}/resolve`, { path: { id }, body })
