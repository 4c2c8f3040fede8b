/** Where to go after signing in. */

/** A path of ours to return to; anything that could lead off the site is the start page. */
export function safeTarget(said: unknown): string {
  return typeof said === 'string' && /^\/(?![/\\])/.test(said) && !said.startsWith('/sign-in') ? said : '/'
}
