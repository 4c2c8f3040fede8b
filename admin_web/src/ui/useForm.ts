/** A form: its values, its errors, its sending; what was typed survives errors, reloads and the end of a session. */
import { nextTick, reactive, ref, watch, type Ref, type UnwrapNestedRefs } from 'vue'
import { ApiError, sentence } from '@/http/errors'
import { place } from './fieldErrors'

export interface Form<V extends object> {
  values: UnwrapNestedRefs<V>
  errors: Record<string, string>
  /** What went wrong beyond the fields. */
  failure: Ref<string>
  working: Ref<boolean>
  /** Send; true when it succeeded. Errors are put on their fields, and the page scrolls to the first. */
  submit: (send: (values: UnwrapNestedRefs<V>) => Promise<void>) => Promise<boolean>
  /** Refuse what was typed without asking the server: a sentence for each field. */
  refuse: (wrong: Record<string, string>) => Promise<void>
  reset: (values?: Partial<V>) => void
}

/** `draft` names where what was typed is kept in this tab until it is sent; leave it out for secrets. */
export function useForm<V extends object>(initial: () => V, draft?: string): Form<V> {
  const values = reactive({ ...initial(), ...kept<V>(draft) })
  const errors = reactive<Record<string, string>>({})
  const failure = ref('')
  const working = ref(false)
  for (const name of Object.keys(values)) watch(() => values[name as keyof typeof values], () => forgive(name), { deep: true })
  if (draft) watch(values, (typed) => sessionStorage.setItem(`draft.${draft}`, JSON.stringify(typed)))

  function clear(): void {
    for (const name of Object.keys(errors)) Reflect.deleteProperty(errors, name)
    failure.value = ''
  }

  /** What is being typed anew is not wrong any more. */
  function forgive(name: string): void {
    for (const wrong of Object.keys(errors)) {
      if (wrong === name || wrong.startsWith(`${name}.`)) Reflect.deleteProperty(errors, wrong)
    }
  }

  async function submit(send: (given: UnwrapNestedRefs<V>) => Promise<void>): Promise<boolean> {
    if (working.value) return false
    clear()
    working.value = true
    try {
      await send(values)
      if (draft) sessionStorage.removeItem(`draft.${draft}`)
      return true
    } catch (error) {
      await show(error)
      return false
    } finally {
      working.value = false
    }
  }

  async function show(error: unknown): Promise<void> {
    const wrong = error instanceof ApiError ? error.fields : {}
    const { byField, elsewhere } = place(wrong, fieldsOnScreen())
    if (elsewhere.length) failure.value = elsewhere.join('')
    else if (!Object.keys(byField).length) failure.value = sentence(error)
    await refuse(byField)
  }

  async function refuse(wrong: Record<string, string>): Promise<void> {
    Object.assign(errors, wrong)
    await nextTick()
    const first = document.querySelector('[data-field]:has([role=alert]), [data-failure]')
    first?.scrollIntoView({ block: 'center' })
    first?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  }

  function reset(given: Partial<V> = {}): void {
    clear()
    Object.assign(values, initial(), given)
  }

  return { values, errors, failure, working, submit, refuse, reset }
}

function fieldsOnScreen(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-field]')].map((field) => field.dataset.field ?? '')
}

function kept<V>(draft?: string): Partial<V> {
  const text = draft && sessionStorage.getItem(`draft.${draft}`)
  return text ? (JSON.parse(text) as Partial<V>) : {}
}

/** Throw away every draft: whoever signs in next is someone else. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft.')) sessionStorage.removeItem(key)
}
