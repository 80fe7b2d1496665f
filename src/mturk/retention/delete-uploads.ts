import type { Store } from '../../store/store.js'

/** Files deleted in one transaction. */
const maxFiles = 100

/** Deletes files that were uploaded by an instant of the world's clock; returns how many. */
export const deleteUploadsBy = (store: Store, instant: number): Promise<number> =>
  store.transaction((tx) => tx.uploads.removeAll({ uploaded: { to: instant } }))

/**
 * Deletes the oldest files beyond a number or a size, but never the only one; at most 100.
 *
 * @param limit.maxBytes of all files together
 * @returns how many were deleted
 */
export const deleteExcessUploads = (
  store: Store,
  { maxCount, maxBytes }: { readonly maxCount: number; readonly maxBytes: number },
): Promise<number> =>
  store.transaction(async (tx) => {
    const total = await tx.uploads.count({})
    const bytes = await tx.uploads.sum({}, 'bytes')
    if (total <= maxCount && bytes <= maxBytes) return 0
    const keys = await tx.uploads.pluck({}, 'key', Math.min(maxFiles, total - 1))
    const sizes = await tx.uploads.pluck({}, 'bytes', keys.length)
    let deleted = 0
    let freed = 0
    while (deleted < keys.length && (total - deleted > maxCount || bytes - freed > maxBytes))
      freed += Number(sizes[deleted++])
    return deleted === 0 ? 0 : tx.uploads.removeAll({ key: keys.slice(0, deleted) })
  })
