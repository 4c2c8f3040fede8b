/** Filters that live in the address, so that a link, a reload and the back button keep them. */
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

export type Filters<K extends string> = Partial<Record<K, string>>

export interface UrlFilters<K extends string> {
  filters: ComputedRef<Filters<K>>
  set: (changed: Partial<Record<K, string | undefined | null>>) => void
  clear: () => void
}

/** The filters among a query's values; a repeated one counts once, an empty one not at all. */
export function filtersIn<K extends string>(query: LocationQuery, keys: readonly K[]): Filters<K> {
  const found: Filters<K> = {}
  for (const key of keys) {
    const value = Array.isArray(query[key]) ? query[key][0] : query[key]
    if (value) found[key] = value
  }
  return found
}

/** The filters of this page, named `keys` in the address. */
export function useUrlFilters<K extends string>(keys: readonly K[]): UrlFilters<K> {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => filtersIn(route.query, keys))

  function set(changed: Partial<Record<K, string | undefined | null>>): void {
    const query: LocationQuery = {}
    for (const [key, value] of Object.entries({ ...filters.value, ...changed })) if (value) query[key] = value as string
    void router.replace({ query })
  }

  return { filters, set, clear: () => void router.replace({ query: {} }) }
}
