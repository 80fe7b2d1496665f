import type { LongList } from './listing.js'

/** A list that is there as a whole, for where a long one is shown. */
export const wholeList = <T>(items: readonly T[] | undefined, error?: string): LongList<T> => ({
  total: items?.length,
  error,
  at: (index) => items?.[index],
  show() {},
  newer: 0,
  toTop() {},
})
