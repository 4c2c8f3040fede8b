/** A bulk invitation from its first row to its result. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { sentence } from '@/http/errors'
import { check, createMany } from './api'
import { isGood, MOST, renumbered, rowOf, slices, withProblems, type Field, type Problem, type Row, type Typed } from './rows'

/** Rows a call: one transaction of the server, and a step of the progress bar. */
const SLICE = 100
const PAUSE_MS = 600

export function useBulk() {
  const rows = shallowRef<Row[]>([])
  const checking = ref(false)
  /** Whether every row has been checked once: until then none is shown. */
  const checked = ref(false)
  const failure = ref('')
  /** How many rows were dealt with, while they are; null before and after. */
  const progress = ref<number | null>(null)
  const finished = ref(false)
  const sent = ref(true)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const open = computed(() => rows.value.filter((row) => row.invitationId === null))
  const good = computed(() => open.value.filter(isGood))
  const bad = computed(() => open.value.filter((row) => !isGood(row)))
  const created = computed(() => rows.value.filter((row) => row.invitationId !== null))
  onScopeDispose(() => clearTimeout(timer))

  /** Begin with these rows. */
  async function begin(given: readonly Typed[]): Promise<void> {
    failure.value = ''
    if (!given.length) return void (failure.value = '没有读到任何一行，请检查内容，或下载模板对照填写。')
    if (given.length > MOST) return void (failure.value = `一次最多 ${MOST} 行，这里有 ${given.length} 行，请分几次进行。`)
    rows.value = given.map((typed, place) => rowOf(typed, place + 1))
    finished.value = false
    checked.value = false
    await checkAll()
  }

  async function checkAll(): Promise<void> {
    const turn = ++asked
    const sending = open.value
    if (!sending.length) return
    checking.value = true
    failure.value = ''
    try {
      const answer = await check(sending)
      if (turn !== asked) return
      adopt(sending, (row, place) => withProblems(row, said(answer.rows[place]?.problems, sending)))
      checked.value = true
    } catch (error) {
      if (turn === asked) failure.value = sentence(error)
    } finally {
      if (turn === asked) checking.value = false
    }
  }

  function said(problems: readonly Problem[] = [], sending: readonly Row[]): Problem[] {
    return problems.map(({ field, message }) => ({ field, message: renumbered(message, sending) }))
  }

  /** Replace these rows by what `change` makes of them. */
  function adopt(these: readonly Row[], change: (row: Row, place: number) => Row): void {
    const changed = new Map(these.map((row, place) => [row.line, change(row, place)]))
    rows.value = rows.value.map((row) => changed.get(row.line) ?? row)
  }

  function edit(line: number, field: Field, text: string): void {
    asked++
    rows.value = rows.value.map((row) => (row.line === line ? { ...row, [field]: text } : row))
    recheck()
  }

  function remove(line: number): void {
    rows.value = rows.value.filter((row) => row.line !== line)
    recheck()
  }

  function recheck(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void checkAll(), PAUSE_MS)
  }

  /** Create the good rows, slice by slice; what was created stays so, whatever happens to the rest. */
  async function create(): Promise<void> {
    failure.value = ''
    const wanted = good.value
    progress.value = 0
    try {
      for (const slice of slices(wanted, SLICE)) {
        const answer = await createMany(slice, sent.value)
        adopt(slice, (row, place) => {
          const found = answer.rows[place]
          return { ...withProblems(row, said(found?.problems, slice)), invitationId: found?.invitation_id ?? null }
        })
        progress.value += slice.length
      }
      finished.value = true
    } catch (error) {
      failure.value = `${sentence(error)}已创建的 ${created.value.length} 行不会重复，修复后可以继续。`
    } finally {
      progress.value = null
    }
  }

  function restart(): void {
    rows.value = []
    finished.value = false
    failure.value = ''
  }

  return {
    rows, open, good, bad, created, checking, checked, failure, progress, finished, sent, begin, checkAll, edit, remove, create, restart,
  }
}
