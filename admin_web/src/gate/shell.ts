/** Lets the browser keep the desk's page, scripts and styles, so that it opens without a network. */

const SCOPE = '/gate'

/** Nothing is kept while it is being written, nor over plain http, where browsers refuse it. */
export async function keepShell(): Promise<void> {
  if (import.meta.env.DEV || !window.isSecureContext) return
  await navigator.serviceWorker.register('/gate/worker.js', { scope: SCOPE })
}
