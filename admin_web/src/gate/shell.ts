/** Lets the browser keep the desk's page, scripts and styles, so that it opens without a network. */
import { onMounted, shallowRef } from 'vue'

const SCOPE = '/gate'
const AGAIN_MS = 3_600_000

/** Nothing is kept while it is being written, nor over plain http, where browsers refuse it. */
const possible = (): boolean => import.meta.env.PROD && window.isSecureContext

export async function keepShell(): Promise<void> {
  if (possible()) await navigator.serviceWorker.register('/gate/worker.js', { scope: SCOPE })
}

/** `waiting`: a newer version is on this device; `takeOver` changes to it. A desk stays open for weeks, so it asks every hour. */
export function useNewVersion() {
  const waiting = shallowRef<ServiceWorker | null>(null)

  async function watch(): Promise<void> {
    const kept = await navigator.serviceWorker.getRegistration(SCOPE)
    const look = (): void => void (waiting.value = navigator.serviceWorker.controller && (kept?.waiting ?? null))
    look()
    kept?.addEventListener('updatefound', () => kept.installing?.addEventListener('statechange', look))
    // Without a network there is nothing newer to be had.
    setInterval(() => void kept?.update().catch(() => undefined), AGAIN_MS)
  }

  function takeOver(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload())
    waiting.value?.postMessage('take over')
  }

  onMounted(() => possible() && void watch())
  return { waiting, takeOver }
}
