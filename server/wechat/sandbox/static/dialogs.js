// Everything that opens over the page: links, questions, faults, callbacks.

import { post, remove } from '/static/api.js';
import { h, shortTime } from '/static/dom.js';

const KINDS = [
  ['errcode', '返回错误码'], ['timeout_before', '超时（未生效）'], ['timeout_after', '超时（已生效）'], ['slow', '响应很慢'],
  ['bad_gateway', '网关错误 502'], ['truncated', '响应被截断'], ['kill_token', '令牌提前失效'], ['undelivered', '受理后未送达'],
  ['event_duplicate', '回调重复'], ['event_out_of_order', '回调乱序'], ['event_early', '回调先于响应'],
  ['event_bad_signature', '回调签名错误'], ['event_lost', '回调丢失'],
];
const PATHS = [
  ['/cgi-bin/message/template/send', '发送模板消息'], ['/cgi-bin/message/subscribe/send', '发送订阅消息'],
  ['/cgi-bin/stable_token', '获取令牌'], ['/sns/jscode2session', '小程序登录'],
  ['/wxa/business/getuserphonenumber', '获取手机号'], ['/wxa/getwxacodeunlimit', '生成小程序码'],
  ['/wxa/msg_sec_check', '文本安全检查'], ['/wxa/media_check_async', '图片音频安全检查'],
  ['/cgi-bin/qrcode/create', '生成带参数二维码'], ['/callback', '关注、扫码等回调'], ['*', '所有接口'],
];
const EVENTS = {
  subscribe: '关注', unsubscribe: '取消关注', SCAN: '扫码', TEMPLATESENDJOBFINISH: '模板消息送达结果',
  subscribe_msg_popup_event: '订阅选择', subscribe_msg_change_event: '订阅设置变更', subscribe_msg_sent_event: '订阅消息送达结果',
  wxa_media_check: '图片音频检查结果',
};
const OUTCOMES = { delivered: '已送达', failed: '失败', lost: '故意丢失', 'bad reply': '回复不合规', 'nobody listens': '未配置地址' };

const dialog = document.getElementById('dialog');
dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

function show(title, ...content) {
  dialog.replaceChildren(
    h('header', {}, h('h3', {}, title), h('button', { onclick: () => dialog.close(), 'aria-label': '关闭' }, '×')), ...content);
  if (!dialog.open) dialog.showModal();
}

export function showProblem(text) {
  show('没有成功', h('p', {}, text));
}

/** Open a mini-program page as that person: in the preview, or as an address to read. */
export function showLink(state, person, page) {
  if (state.preview_url) {
    window.open(address(state.preview_url, page, person.key), `person-${person.key}`);
    return;
  }
  show(`${person.name}打开小程序`, h('p', {}, '没有配置小程序预览地址，真实的微信会打开这个页面：'), h('code', { class: 'path' }, page));
}

/** The preview takes the person before the #, the page with its query after it. */
function address(base, page, key) {
  return `${base.replace(/\/$/, '')}/?person=${encodeURIComponent(key)}#/${page}`;
}

/** @returns {Promise<string>} what was typed, empty when closed. */
export function askText(title, hint) {
  return new Promise((resolve) => {
    const field = h('textarea', { rows: 4, placeholder: hint, 'aria-label': hint });
    const finish = (value) => { resolve(value); dialog.close(); };
    dialog.addEventListener('close', () => resolve(''), { once: true });
    show(title, field, h('div', { class: 'actions' }, h('button', { class: 'main', onclick: () => finish(field.value.trim()) }, '确定')));
    field.focus();
  });
}

export function showFaults(current, act) {
  const kind = h('select', {}, KINDS.map(([value, text]) => h('option', { value }, text)));
  const path = h('select', {}, PATHS.map(([value, text]) => h('option', { value }, text)));
  const code = h('input', { type: 'number', value: -1 });
  const times = h('input', { type: 'number', value: 1, min: 1 });
  const again = async (work) => { await act(work); showFaults(current, act); };
  const add = () => again(() => post('faults', {
    kind: kind.value, path: path.value, errcode: Number(code.value), times: Number(times.value),
  }));
  const field = (label, input) => h('label', {}, h('span', {}, label), input);
  show('制造故障',
    h('div', { class: 'form' }, field('故障', kind), field('接口', path), field('错误码', code), field('次数', times)),
    h('div', { class: 'actions' }, h('button', { class: 'main', onclick: add }, '添加'),
      h('button', { onclick: () => again(() => remove('faults')) }, '全部清除')),
    h('ul', { class: 'list' }, current().faults.map(faultLine)));
}

function faultLine(fault) {
  const name = (list, value) => list.find(([key]) => key === value)?.[1] ?? value;
  const often = fault.probability ? `概率 ${Math.round(fault.probability * 100)}%` : `还有 ${fault.times} 次`;
  const code = fault.kind === 'errcode' ? ` ${fault.errcode}` : '';
  return h('li', {}, h('span', {}, `${name(KINDS, fault.kind)}${code}`), h('small', {}, `${name(PATHS, fault.path)} · ${often}`));
}

function nameOf(state, openid) {
  return state.people.find((person) => Object.values(person.openids).includes(openid))?.name ?? openid;
}

export function showCallbacks(state) {
  const rows = [...state.callbacks].reverse().map((each) => h('li', {},
    h('span', {}, EVENTS[each.event] ?? each.event), h('small', {}, `${nameOf(state, each.openid)} · ${shortTime(each.at)} · ${each.outcomes.map((one) => OUTCOMES[one] ?? one).join('，') || '等待中'}`)));
  show('推送给系统的回调',
    h('p', {}, state.callback_url ? '地址：' : '没有配置回调地址。', state.callback_url ? h('code', {}, state.callback_url) : null),
    h('ul', { class: 'list' }, rows.length ? rows : h('li', {}, h('small', {}, '还没有回调'))));
}
