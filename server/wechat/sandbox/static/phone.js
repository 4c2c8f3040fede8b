// One person's phone: two chats, the buttons below, and the drawer.

import { post } from '/static/api.js';
import { askText, showLink } from '/static/dialogs.js';
import { h, shortTime } from '/static/dom.js';
import { drawer } from '/static/drawer.js';

const CHATS = [['template', '服务号'], ['subscribe', '服务通知']];
const COLOURS = ['#3b7dd8', '#d8743b', '#2f9e6e', '#8a5cd1', '#c2497a', '#4a8f9e'];

/** @returns {{element: HTMLElement, update: Function}} a phone that redraws itself only when something changed. */
export function createPhone(person, act) {
  const element = h('article', { class: 'phone', 'data-person': person.key });
  const view = { chat: null, open: false, drawn: '' };
  let current = null;

  function update(state, fresh) {
    const messages = state.messages.filter((message) => message.person === person.key);
    current = { state, person: fresh, messages };
    redraw();
  }

  function redraw() {
    const { state, person: fresh, messages } = current;
    const facts = JSON.stringify([fresh, messages, view.chat, view.open, state.preview_url]);
    if (facts === view.drawn) return;
    view.drawn = facts;
    const scrolled = element.querySelector('.drawer')?.scrollTop ?? 0;
    element.replaceChildren(head(fresh, messages), tabs(messages), chat(), buttons(), ...(view.open ? [sheet()] : []));
    element.querySelector('.chat').scrollTop = 1e6;
    if (view.open) element.querySelector('.drawer').scrollTop = scrolled;
  }

  function change(values) {
    Object.assign(view, values);
    redraw();
  }

  function shown() {
    // Until somebody chooses, the chat with the newest message is in front.
    return view.chat ?? current.messages.at(-1)?.kind ?? (person.group === 'visitor' ? 'subscribe' : 'template');
  }

  function tabs(messages) {
    return h('nav', {}, CHATS.map(([kind, title]) => {
      const unread = messages.filter((message) => message.kind === kind && !message.read).length;
      return h('button', { 'aria-pressed': String(shown() === kind), onclick: () => change({ chat: kind }) },
        title, unread ? h('i', { class: 'dot', title: `${unread} 条未读` }) : null);
    }));
  }

  function chat() {
    const kind = shown();
    const found = current.messages.filter((message) => message.kind === kind);
    const account = current.state.accounts.find((each) => each.kind === (kind === 'template' ? 'sa' : 'mp'));
    const today = current.state.clock.now;
    const cards = found.flatMap((message) => [
      h('time', {}, shortTime(message.at, today)), card(message, account, () => open(message)),
    ]);
    return h('div', { class: 'chat' }, cards.length ? cards : nothing(kind, current.person));
  }

  function open(message) {
    // The window first: after a wait, browsers no longer take it for the person's own wish.
    if (message.link.url) window.open(message.link.url, '_blank', 'noopener');
    else showLink(current.state, person, message.link.page);
    return act(() => post('read', { msgid: message.msgid }));
  }

  function buttons() {
    const following = current.person.follow.subscribed;
    return h('footer', {},
      h('button', { class: 'main', onclick: () => showLink(current.state, person, 'pages/home/index') }, '小程序'),
      h('button', { onclick: scan }, '扫码'),
      h('button', { onclick: () => act(() => post(following ? 'unfollow' : 'follow', { person: person.key })) },
        following ? '取消关注' : '关注'),
      h('button', { onclick: () => change({ open: !view.open }), 'aria-expanded': String(view.open) }, '更多'));
  }

  async function scan() {
    const text = await askText(`${person.name}扫一扫`, '粘贴二维码的内容、ticket，或二维码图片的地址');
    if (!text) return;
    const answer = await act(() => post('scan', { person: person.key, text }));
    if (answer?.opens) showLink(current.state, person, answer.opens.page);
  }

  function sheet() {
    return drawer(current.state, current.person, act, () => change({ open: false }));
  }

  return { element, update };
}

function head(person, messages) {
  const unread = messages.filter((message) => !message.read).length;
  const colour = COLOURS[[...person.key].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS.length];
  return h('header', {},
    h('span', { class: 'face', style: `background:${colour}` }, [...person.name][0],
      unread ? h('b', { class: 'badge' }, String(Math.min(unread, 99))) : null),
    h('div', {}, h('strong', {}, person.name), h('small', {}, person.role)),
    h('span', { class: person.follow.subscribed ? 'tag on' : 'tag' }, person.follow.subscribed ? '已关注' : '未关注'));
}

function card(message, account, onclick) {
  const rows = Object.entries(message.data).map(([key, value]) =>
    h('div', { class: 'line' }, h('dt', {}, message.labels[key] ?? key), h('dd', {}, value)));
  const leads = message.link.url || message.link.page !== undefined;
  const inside = [
    h('div', { class: 'from' }, h('span', { class: `mark ${account.kind}` }), account.name,
      message.read ? null : h('i', { class: 'dot', title: '未读' })),
    h('h4', {}, message.title), h('dl', {}, rows),
    leads ? h('div', { class: 'go' }, message.link.url ? '查看详情' : '进入小程序查看', h('span', {}, '›')) : null,
  ];
  return leads ? h('button', { class: 'card', onclick }, inside) : h('div', { class: 'card' }, inside);
}

function nothing(kind, person) {
  const text = kind === 'subscribe' ? '还没有服务通知。在小程序里同意接收后，通知会出现在这里。'
    : person.follow.subscribed ? '还没有服务号消息。' : '没有关注服务号，收不到服务号消息。';
  return h('p', { class: 'nothing' }, text);
}
