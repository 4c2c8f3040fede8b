/** Where the school's server is. The only file a school edits before it uploads the mini-program. */
type Version = 'develop' | 'trial' | 'release'

const SERVERS: Record<Version, string> = {
  develop: 'http://127.0.0.1:8000',
  trial: 'https://visitor.example.edu.cn',
  release: 'https://visitor.example.edu.cn',
}

/** The address all paths of the API follow, for the version of the mini-program that runs. */
export function apiBase(): string {
  return `${SERVERS[wx.getAccountInfoSync().miniProgram.envVersion]}/api/v1`
}
