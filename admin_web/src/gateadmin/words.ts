/** What devices, blocklist entries, deliveries and conflicts are called. */
import type { BlockKind, DeliveryState, DeviceKind, DeviceOut, GateEvent, ResolveIn } from '@/http/schema'
import { DOCUMENT_KIND } from '@/status'
import type { Tone, Word } from '@/ui/tones'
import type { BlockOut, DeliveryOut, WebhookOut } from './api'

export type Resolution = ResolveIn['resolution']

export const DEVICE_KIND: Record<DeviceKind, string> = { desk: '门岗平板或电脑', camera: '车牌识别相机', turnstile: '闸机' }

export const DEVICE_STATE: Record<DeviceOut['state'], Word> = {
  waiting: { word: '待登记', tone: 'orange' },
  active: { word: '使用中', tone: 'green' },
  revoked: { word: '已停用', tone: 'grey' },
}

export const BLOCK_KIND: Record<BlockKind, string> = { document: '证件', phone: '手机号', plate: '车牌' }

/** 居民身份证, 手机号, 车牌. */
export function blockedWhat(entry: Pick<BlockOut, 'kind' | 'document_kind'>): string {
  return DOCUMENT_KIND[entry.document_kind ?? ''] ?? BLOCK_KIND[entry.kind]
}

export function blockState(entry: Pick<BlockOut, 'in_force' | 'lifted_at'>): Word {
  if (entry.in_force) return { word: '生效中', tone: 'red' }
  return { word: entry.lifted_at ? '已解除' : '已到期', tone: 'grey' }
}

export const EVENT: Record<GateEvent, string> = { 'passage.admitted': '放行', 'passage.refused': '不放行' }

/** What was told; who is told of admissions is told too when the guard takes one back. */
export const toldWord = (event: string): string => ({ ...EVENT, 'passage.voided': '放行后又拒绝' })[event] ?? event

export function webhookState(webhook: Pick<WebhookOut, 'disabled_at'>): Word {
  return webhook.disabled_at ? { word: '已停用', tone: 'grey' } : { word: '使用中', tone: 'green' }
}

export const DELIVERY_STATE: Record<DeliveryState, Word> = {
  queued: { word: '等待发送', tone: 'orange' },
  sending: { word: '发送中', tone: 'blue' },
  delivered: { word: '已送达', tone: 'green' },
  failed: { word: '已放弃', tone: 'red' },
}

const REASON: Record<string, string> = {
  private_address: '地址在内网，系统设置不允许',
  malformed: '地址不正确',
  disabled: '推送已停用',
  worker_lost: '发送中断，将重新发送',
  ConnectError: '连不上对方',
  ConnectTimeout: '连接超时',
  ReadTimeout: '对方没有及时回答',
  TimeoutError: '对方没有及时回答',
  RemoteProtocolError: '对方没有回答就断开了',
  gaierror: '找不到这个域名',
}

/** How the last attempt ended: 对方回答 500, 连不上对方; nothing before the first. */
export function outcome(delivery: Pick<DeliveryOut, 'status_code' | 'last_reason'>): string {
  if (delivery.status_code !== null) return `对方回答 ${delivery.status_code}`
  if (!delivery.last_reason) return '—'
  return REASON[delivery.last_reason] ?? '发送失败'
}

/** Whether a person may start it again. */
export function mayResend(delivery: Pick<DeliveryOut, 'state'>): boolean {
  return delivery.state === 'delivered' || delivery.state === 'failed'
}

export const RESOLUTION: Record<Resolution, string> = { keep_record: '以系统记录为准', accept_fact: '以门岗补传为准' }

export function conflictState(resolution: string | null): Word {
  const tone: Tone = resolution ? 'dark' : 'orange'
  return { word: resolution ? (RESOLUTION[resolution as Resolution] ?? resolution) : '待处理', tone }
}

/** A code in groups of four, as people read it aloud: ABCD-EFGH-JKMN. */
export function inGroups(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** 9:05; 0:00 once it is over. */
export function countdown(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((new Date(until).getTime() - now) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What the QR code says: the desk's page with the code behind #, which no server and no log sees. */
export function enrolmentLink(origin: string, code: string): string {
  return `${origin}/gate#enrol=${code}`
}
