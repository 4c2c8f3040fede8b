// The page: polls the state, keeps the clock running, draws one phone per person.

import { newer, post } from '/static/api.js';
import { showCallbacks, showFaults, showProblem } from '/static/dialogs.js';
import { h, shortTime } from '/static/dom.js';
import { createPhone } from '/static/phone.js';

const POLL = 1500; // milliseconds
const GROUPS = [['visitor', '访客', '在小程序里提交申请，收服务通知'], ['approver', '审批人', '对接人张伟 → 单位负责人李娜 → 临时访客由物资保障组、长期访客由信息报送组（组内任一人）'], ['duty', '门岗与管理', '扫码放行，查看记录，维护系统']];

let state = { revision: -1 };
let receivedAt = 0;
const phones = new Map();

async function refresh() {
  try {
    const fresh = await newer(state.revision);
    document.getElementById('offline').hidden = true;
    if (fresh) draw(fresh);
  } catch {
    document.getElementById('offline').hidden = false;
  }
}

function draw(fresh) {
  state = fresh;
  receivedAt = performance.now();
  if (!phones.size) buildGroups();
  for (const person of state.people) phones.get(person.key).update(state, person);
  drawTools();
  drawClock();
}

function buildGroups() {
  const groups = GROUPS.map(([key, title, about]) => {
    const members = state.people.filter((person) => person.group === key);
    const cells = members.map((person) => {
      const phone = createPhone(person, act);
      phones.set(person.key, phone);
      return phone.element;
    });
    if (key === 'visitor') cells.unshift(introduction());
    return h('section', {}, h('h2', {}, h('span', {}, title), h('small', {}, about)), h('div', { class: 'row' }, cells));
  });
  document.getElementById('groups').replaceChildren(...groups);
}

function introduction() {
  const steps = [
    ['访客申请', '在刘洋的手机上打开小程序，填写进校申请，同意接收通知。'],
    ['逐级审批', '张伟、李娜、物资保障组依次收到服务号消息，点开卡片处理。'],
    ['结果通知', '每次审核结果会出现在访客的“服务通知”里，点开查看访客码。'],
    ['校门核验', '门岗周强在小程序里扫码，放行和离校都有记录。'],
  ];
  return h('aside', { class: 'intro' },
    h('h3', {}, '两分钟看懂'),
    h('p', {}, '这里的每部手机是一个人的微信。消息不会真的发出去，但规则和真实平台一样严格。'),
    h('ol', {}, steps.map(([title, text]) => h('li', {}, h('b', {}, title), text))),
    h('p', { class: 'hint' }, '手机右下角“更多”里可以屏蔽模板、修改订阅；上方可以快进时间、制造故障。'));
}

function drawTools() {
  const faults = state.faults.length;
  document.getElementById('fault-count').textContent = faults || '';
  const failed = state.callbacks.some((each) => each.outcomes.at(-1) === 'failed');
  const mark = document.getElementById('callback-state');
  mark.className = !state.callback_url ? 'off' : failed ? 'bad' : 'good';
  mark.title = !state.callback_url ? '没有配置回调地址' : failed ? '有回调没有送达' : '回调正常';
}

function drawClock() {
  if (state.revision < 0) return;
  const now = state.clock.now + (performance.now() - receivedAt) / 1000;
  document.getElementById('now').textContent = shortTime(now);
  document.getElementById('skipped').textContent = skippedText(state.clock.skipped);
}

function skippedText(seconds) {
  if (!seconds) return '真实时间';
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  return `已快进 ${days ? `${days}天` : ''}${hours ? `${hours}小时` : ''}${minutes ? `${minutes}分钟` : ''}`;
}

/** Do something on a phone or on the bar, show a refusal, and look at once. */
async function act(work) {
  try {
    return await work();
  } catch (problem) {
    showProblem(problem.message);
    return null;
  } finally {
    await refresh();
  }
}

for (const button of document.querySelectorAll('[data-advance]')) {
  button.addEventListener('click', () => act(() => post('clock', { advance: Number(button.dataset.advance) })));
}
document.getElementById('open-faults').addEventListener('click', () => showFaults(() => state, act));
document.getElementById('open-callbacks').addEventListener('click', () => showCallbacks(state));
document.getElementById('reset').addEventListener('click', () => {
  if (confirm('清空所有消息、订阅和故障，关注关系回到初始状态？')) act(() => post('reset'));
});

await refresh();
setInterval(refresh, POLL);
setInterval(drawClock, 1000);
