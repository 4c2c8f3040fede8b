// The two helpers that stand in for a framework.

/** An element: `on...` properties listen, `class` and `data-...` are attributes, children may be text or null. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** `11月23日 09:05` of Unix seconds, in Shanghai; only the time when it is the day of `today`. */
export function shortTime(seconds, today = null) {
  const { day, time } = split(seconds);
  return today !== null && split(today).day === day ? time : `${day} ${time}`;
}

function split(seconds) {
  const found = Object.fromEntries(parts.formatToParts(seconds * 1000).map((each) => [each.type, each.value]));
  return { day: `${found.month}月${found.day}日`, time: `${found.hour}:${found.minute}` };
}
