/** Whether the school's server can be reached, for whoever shows the banner. */
type Listener = (online: boolean) => void

let online = true
const listeners = new Set<Listener>()

export function isOnline(): boolean {
  return online
}

/** Told by the phone and by every request: the phone may have a network that leads nowhere. */
export function setOnline(now: boolean): void {
  if (now === online) return
  online = now
  listeners.forEach((listener) => listener(online))
}

/** Calls back on every change; returns how to stop. */
export function onConnectivity(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function watchNetwork(): void {
  wx.onNetworkStatusChange(({ isConnected }) => setOnline(isConnected))
}
