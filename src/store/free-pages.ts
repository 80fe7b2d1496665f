import { stopwatch } from '../core/stopwatch.js'
import type { Engine } from './engine.js'

/** Pages moved in one transaction, which takes some 20 ms. */
const pagesPerSlice = 500

/**
 * Removes the free pages from a SQLite file, in slices between which other transactions run.
 *
 * @param maxMs stops after so many milliseconds; what is left stays free for new data
 */
export async function releaseFreePages(
  transaction: Engine['transaction'],
  maxMs: number,
): Promise<void> {
  const elapsed = stopwatch()
  for (let before = Number.POSITIVE_INFINITY; elapsed() < maxMs; ) {
    const free = await transaction(async (sql) => {
      const row = await sql.row<{ freelist_count: number }>('pragma freelist_count')
      const count = row!.freelist_count
      // Files of other programs may not support it: then the number does not fall.
      if (count > 0 && count < before)
        await sql.script(`pragma incremental_vacuum(${pagesPerSlice})`)
      return count
    })
    if (free === 0 || free >= before) return
    before = free
  }
}
