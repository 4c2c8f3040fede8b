// Talks to the control interface and keeps the last state it gave.

/** @returns {Promise<object>} the answer; throws an Error with a sentence for people. */
export async function post(path, body = {}) {
  return ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

export async function remove(path) {
  return ask(path, { method: 'DELETE' });
}

/** The state when something is newer than `revision`, otherwise null. */
export async function newer(revision) {
  const response = await fetch(`/__sim/state?since=${revision}`);
  return response.status === 204 ? null : response.json();
}

async function ask(path, options) {
  const response = await fetch(`/__sim/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || '沙盒拒绝了这个操作');
  return answer;
}
