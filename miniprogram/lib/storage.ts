/** The phone's storage, by name. WeChat answers "" for what is not there. */
export function load<T>(name: string): T | null {
  const value: unknown = wx.getStorageSync(name)
  return value === '' || value === undefined ? null : (value as T)
}

export function save(name: string, value: unknown): void {
  wx.setStorageSync(name, value)
}

export function forget(name: string): void {
  wx.removeStorageSync(name)
}
