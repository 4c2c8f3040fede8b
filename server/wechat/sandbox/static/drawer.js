// The drawer of a phone: mutes, subscriptions, blacklist, and the ids a developer looks for.

import { post } from '/static/api.js';
import { h } from '/static/dom.js';

const STORED = [['', '每次询问'], ['accept', '总是同意'], ['reject', '总是拒绝']];

export function drawer(state, person, act, close) {
  const send = (path, body) => act(() => post(path, { person: person.key, ...body }));
  return h('div', { class: 'drawer' },
    h('div', { class: 'grip' }, h('b', {}, '消息设置'), h('button', { onclick: close, 'aria-label': '收起' }, '×')),
    service(state, person, send), program(state, person, send), identity(person));
}

function service(state, person, send) {
  const templates = state.templates.filter((each) => each.kind === 'sa');
  return h('fieldset', {}, h('legend', {}, '服务号模板消息'),
    templates.map((each) => toggle(each.title, !person.follow.muted.includes(each.id), '接收',
      (on) => send('mute', { template_id: each.id, muted: !on }))),
    toggle('被服务号拉黑', person.follow.blacklisted, '拉黑', (on) => send('blacklist', { blacklisted: on })));
}

function program(state, person, send) {
  const templates = state.templates.filter((each) => each.kind === 'mp');
  return h('fieldset', {}, h('legend', {}, '小程序订阅消息'),
    toggle('接收订阅消息', person.messages_on, '总开关', (on) => send('subscribe/switch', { on })),
    templates.map((each) => subscription(each, person.credits[each.id], send)));
}

function subscription(template, credit = { count: 0, always: null, longterm: false }, send) {
  const answer = (choice) => send('subscribe', { template_ids: [template.id], choice });
  const stored = STORED.find(([value]) => value === (credit.always ?? ''))[1];
  return h('div', { class: 'subscription' },
    h('div', {}, h('span', {}, template.title), h('em', { class: credit.longterm || credit.count ? '' : 'none' }, credit.longterm ? '长期' : `剩 ${credit.count} 次`)),
    h('div', {}, h('small', {}, stored),
      h('button', { onclick: () => answer('accept') }, '同意'),
      h('button', { onclick: () => answer('reject') }, '拒绝'),
      credit.always === 'reject'
        ? h('button', { onclick: () => send('subscribe/setting', { template_id: template.id, status: 'accept' }) }, '改为同意')
        : h('button', { onclick: () => answer('always_accept') }, '总是同意'),
      h('button', { onclick: () => send('subscribe/setting', { template_id: template.id, status: 'reject' }) }, '总是拒绝')));
}

function identity(person) {
  const rows = [['手机号', person.phone], ['小程序 openid', person.mp_openid], ['服务号 openid', person.sa_openid]];
  return h('fieldset', {}, h('legend', {}, '身份'),
    rows.map(([label, value]) => h('div', { class: 'id' }, h('small', {}, label), h('code', {}, value))));
}

function toggle(title, on, name, change) {
  return h('label', { class: 'toggle' }, h('span', {}, title),
    h('input', { type: 'checkbox', checked: on, 'aria-label': `${title} ${name}`, onchange: (event) => change(event.target.checked) }));
}
