/** WeChat's component framework, set up for one phone: the space our files live in and the events they get. */
import * as adapter from 'glass-easel-miniprogram-adapter'
import * as glassEasel from 'glass-easel'
import { show } from './alarm'
import { watchGestures } from './gestures'

const environment = new adapter.MiniProgramEnv()
const context = new glassEasel.CurrentWindowBackendContext()

export const backend = environment.associateBackend(context as never)
export const code = environment.createCodeSpace('', true)

/** A page or component as the framework holds it. */
export type Held = glassEasel.GeneralComponent

/** Let unknown tags and failing handlers be seen, and let fingers and mice reach the page. */
export function start(): void {
  const space = code.getComponentSpace() as unknown as { _$allowUnusedNativeNode: boolean }
  space._$allowUnusedNativeNode = false
  glassEasel.addGlobalErrorListener((error, method) => {
    show(`${error instanceof Error ? error.message : String(error)} (${String(method)})`)
    console.error(error)
    return false
  })
  // The framework warns about every attribute of a library that our tags do not know.
  glassEasel.addGlobalWarningListener(() => false)
  watchGestures(context)
}
