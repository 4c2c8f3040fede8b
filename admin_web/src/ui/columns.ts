/** Columns of a table, and the person's choice among them. */
import { ref, watch, type Ref } from 'vue'

export interface Column {
  key: string
  title: string
  width?: string
  /** Never broken into lines: dates, numbers, status. */
  tight?: boolean
  /** Cannot be hidden: what identifies the row. */
  always?: boolean
}

/** The columns to show: those not hidden, in their own order. */
export function shown(columns: readonly Column[], hidden: readonly string[]): Column[] {
  return columns.filter((column) => column.always || !hidden.includes(column.key))
}

/** The hidden columns of one table, remembered in this browser. */
export function useHidden(table: string, initially: string[]): Ref<string[]> {
  const place = `columns.${table}`
  const hidden = ref(remembered(localStorage.getItem(place)) ?? initially)
  watch(hidden, (keys) => localStorage.setItem(place, JSON.stringify(keys)))
  return hidden
}

/** What was stored, if it is a list of keys; anything else counts as nothing. */
export function remembered(text: string | null): string[] | null {
  try {
    const stored: unknown = JSON.parse(text ?? 'null')
    return Array.isArray(stored) && stored.every((key) => typeof key === 'string') ? stored : null
  } catch {
    return null
  }
}
