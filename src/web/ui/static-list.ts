import type { PagedList } from './use-paged-list.js'

/** Presents a complete list as a paged one. */
export const staticList = <T>(items: readonly T[] | undefined, error?: string): PagedList<T> => ({
  total: items?.length,
  error,
  at: (index) => items?.[index],
  setVisibleRange() {},
  newItemCount: 0,
  showNewest() {},
})
