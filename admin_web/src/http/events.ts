/** Server-sent events for a caller with a token of its own, which the browser's EventSource cannot send. */
import { fetchFile } from './client'

/** Hear the names of the events until the stream ends. Throws ApiError for a refusal or no answer. */
export async function hear(address: string, on: (event: string) => void, signal: AbortSignal): Promise<void> {
  const answer = await fetchFile(address, undefined, signal)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    const lines = (rest + next.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('event: ')) on(line.slice('event: '.length).trim())
  }
}
