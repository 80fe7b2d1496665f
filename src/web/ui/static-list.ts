import type { PagedList } from './use-paged-list.js'

/** A list that is there as a whole, for where a long one is shown. */
export const staticList = <T>(items: readonly T[] | undefined, error?: string): PagedList<T> => ({
  total: items?.length,
  error,
  at: (index) => items?.[index],
  setVisibleRange() {},
  newItemCount: 0,
  showNewest() {},
})
