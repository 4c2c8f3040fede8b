/** A pass, a policy and a scan for the tests of this folder. */
import type { Policy, ScanRecord, Snapshot, SnapshotPass } from './types'

export const POLICY: Policy = {
  step_seconds: 30,
  skew_steps: 1,
  early_minutes: 30,
  temporary_entries: 0,
  exit_without_entry: 'refuse',
  zone: 'Asia/Shanghai',
}

export const PASS: SnapshotPass = {
  pass_number: '23456789AB',
  visit: {
    id: 'v1',
    number: 'VABCDEFGHJ',
    visitor_name: '刘洋',
    visitor_type: 'temporary',
    status: 'approved',
    visit_from: '2026-11-23T14:00:00+08:00',
    visit_to: '2026-11-23T16:00:00+08:00',
    weekdays: null,
    daily_from: null,
    daily_to: null,
    department: '计算机学院',
    contact: { name: '张伟' },
    companions: ['陈晨', '王芳'],
    plate: '京AD12345',
    document_tail: '0010',
    phone_tail: '8000',
  },
  gates: null,
  short_code_hash: 'a00d76646eba91b057841554d5c8334f498dc592ed744bce404f21fe271cd36e',
  secrets: { '2026-11-23': 'HXYV2UOHQVO52OF7PX2JLD2FDGE7VRRR' },
  inside: false,
  inside_since: null,
  leave_by: null,
  entries: 0,
  last_step_in: 0,
  last_step_out: 0,
  revoked: false,
  blocked: false,
}

export const SCAN: ScanRecord = {
  nonce: 'n1',
  code: 'V123456789AB10182695',
  pass_number: PASS.pass_number,
  short: false,
  gate_id: 'east',
  direction: 'in',
  scanned_at: '2026-11-23T07:00:00.000Z',
  verdict: 'admit',
  reason: null,
  step: 59847240,
  companions: null,
  companions_present: null,
  manual: null,
  override: null,
  state: 'waiting',
  settled_at: null,
}

export const SNAPSHOT: Snapshot = {
  cursor: 'c1',
  full: true,
  generated_at: '2026-11-23T07:00:00Z',
  policy: POLICY,
  gates: [{ id: 'east', name: '东门' }],
  all_gates: [
    { id: 'east', name: '东门' },
    { id: 'north', name: '北门' },
    { id: 'west', name: '西门' },
  ],
  passes: [PASS],
  gone: [],
}
