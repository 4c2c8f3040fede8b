/** Answers of the server that the specs of this folder start from. */
import type { ApplicationForm, Invitation, Visit } from '../api/types'
import type { Draft } from '../packages/visitor/apply/draft'
import { ofInvitation } from '../packages/visitor/apply/draft'
import { visit } from './sample-visit'

export const NOW = Date.parse('2026-11-23T10:00:00+08:00')

const field = (key: string, type = 'text', required = false) => ({ key, type, label: key, required })

export const FORM: ApplicationForm = {
  sections: [
    {
      key: 'visitor',
      title: '访客信息',
      fields: [field('visitor_name', 'text', true), field('phone', 'phone', true), field('document', 'document', true)],
    },
    {
      key: 'visit',
      title: '到访信息',
      fields: [
        field('visit_from', 'datetime', true),
        field('visit_to', 'datetime', true),
        field('department_id', 'department'),
        field('purpose', 'textarea', true),
      ],
    },
    { key: 'companions', title: '随行人员', fields: [field('companions', 'companions')] },
    { key: 'vehicle', title: '车辆', fields: [field('vehicle', 'vehicle')] },
    {
      key: 'health',
      title: '健康信息',
      fields: [field('health.health_code', 'health_code', true), field('health.nucleic_acid', 'nucleic_acid')],
    },
  ],
  notice: { key: 'privacy', version: '2026-11', title: '告知书', text: '……' },
  subscribe_templates: ['t1'],
  limits: { book_ahead_days: 60, longest_hours: 72, companions_max: 4, backdate_minutes: 60 },
}

export const INVITATION: Invitation = {
  code: 'ABCDEFGHJKLM',
  status: 'opened',
  visitor_name: '刘洋',
  visitor_type: 'temporary',
  department: { id: 'd1', name: '计算机学院' },
  department_open: false,
  contact: { name: '张伟' },
  purpose: '学术交流',
  valid_from: '2026-11-22T16:00:00+00:00',
  valid_to: '2026-11-30T15:59:00+00:00',
  uses_left: 1,
}

const EMPTY = ofInvitation(INVITATION, FORM.limits, '13800138000')

export const FILLED: Draft = {
  ...EMPTY,
  document: { kind: 'resident_id', number: '110101190003070010', issuing_state: '' },
  visit_from: '2026-11-24T14:00:00+08:00',
  visit_to: '2026-11-24T16:00:00+08:00',
  health: { ...EMPTY.health, status: 'green' },
  consent: '2026-11',
}

export const RETURNED: Visit = visit({
  status: 'returned',
  visit_from: '2026-11-24T06:00:00.000000+00:00',
  visit_to: '2026-11-24T08:00:00.000000+00:00',
  companions: [{ name: '陈晨', document: { kind: 'passport', number_masked: 'E8*****21', issuing_state: 'USA' } }],
  gates: null,
  health: { health_code: { status: 'green', file_id: null } },
  actions: ['repair', 'resubmit', 'withdraw'],
  fields_to_repair: ['purpose', 'vehicle.plate'],
})
