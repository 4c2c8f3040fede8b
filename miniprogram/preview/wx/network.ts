/** Whether there is a network. */
import { answer, type Callbacks } from './answer'

type Heard = (change: { isConnected: boolean; networkType: string }) => void

const state = () => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })
const heard = new Set<Heard>()

for (const change of ['online', 'offline']) addEventListener(change, () => heard.forEach((each) => each(state())))

/** The calls of this file. */
export const network = {
  getNetworkType: (options?: Callbacks) => answer('getNetworkType', options, () => ({ networkType: state().networkType })),
  onNetworkStatusChange: (hear: Heard): void => void heard.add(hear),
  offNetworkStatusChange: (hear: Heard): void => void heard.delete(hear),
}
