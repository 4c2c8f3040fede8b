/** Only one window of a device may be the desk: two would each know half of what happened. */

/** Whether this window is the desk now; it stays so until it is closed. */
export function alone(): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request('gate desk', { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? new Promise(() => undefined) : undefined
    })
  })
}
