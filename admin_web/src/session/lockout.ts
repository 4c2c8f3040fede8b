/** What to tell someone who may not try again yet. */

/** The sentence for a refused sign-in, with the minutes to wait (`seconds` as the server says it, 0 if it did not). */
export function lockedSentence(code: string, seconds: number): string {
  const wait = seconds < 60 ? '1 分钟' : `${Math.ceil(seconds / 60)} 分钟`
  if (code === 'account_locked') return `密码错误次数过多，账号已暂时锁定。请 ${wait}后再试，或联系系统管理员重置密码。`
  return `尝试得太频繁了，请 ${wait}后再试。`
}
