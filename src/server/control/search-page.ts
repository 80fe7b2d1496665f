import { stopwatch } from '../../core/stopwatch.js'
import { yieldToEventLoop } from '../../core/timer.js'
import type { Repository, Store, StoredRow, Transaction, Where } from '../../store/store.js'
import type { PageInfo, PageParameters } from './pagination.js'

/** How long the search of one slice should take, in milliseconds: other calls wait as long. */
const sliceMs = 10
/** Rows in the first slice; those of the others depend on how long it took. */
const firstSlice = 500
/** A slice may be slow for other reasons than its rows: a busy machine, a distant database. */
const minSlice = 250
const maxSlice = 50_000

/** How many rows to search next, after `rows` took so many milliseconds: rows differ in length. */
const nextSlice = (rows: number, milliseconds: number): number =>
  Math.max(minSlice, Math.min(Math.round((rows * sliceMs) / milliseconds), rows * 4, maxSlice))

/**
 * A page of rows, newest first, for a search that no index answers. The rows are read in slices,
 * between which other transactions run, so that the result is not of one instant: a row that changes
 * meanwhile is found in its old state or its new one.
 */
export async function searchPage<T, K extends keyof T & string, C extends string>(
  store: Store,
  getRepository: (tx: Transaction) => Repository<T, K, C>,
  where: Where<K | C>,
  { limit, after, offset = 0, total }: PageParameters,
  startStopwatch = stopwatch,
): Promise<PageInfo & { readonly items: readonly T[] }> {
  const { oldest, newest } = await store.transaction((tx) => findEnds(getRepository(tx)))
  const page: StoredRow<T>[] = []
  let skipped = 0
  let count = 0
  let size = firstSlice
  for (let to = Math.min(newest, (after ?? newest + 1) - 1); to >= oldest; ) {
    if (page.length === limit && !total) break
    const slice = { ...where, position: { from: to - size + 1, to } }
    const milliseconds = await store.transaction(async (tx) => {
      const elapsed = startStopwatch()
      const repository = getRepository(tx)
      const wanted = offset - skipped + limit - page.length
      if (page.length < limit) {
        const rows = await repository.list(slice, { limit: wanted, newestFirst: true })
        const before = Math.min(offset - skipped, rows.length)
        skipped += before
        page.push(...rows.slice(before))
      }
      if (total) count += await repository.count(slice)
      return elapsed()
    })
    to -= size
    size = nextSlice(size, milliseconds)
    await yieldToEventLoop()
  }
  return {
    items: page.map(({ record }) => record),
    cursor: page[0] && page[0].position + 1,
    next: page.length === limit ? page.at(-1)!.position : undefined,
    total: total ? count : undefined,
  }
}

/** The positions of the first and the last row; no row is between them in an empty table. */
async function findEnds<T, K extends keyof T & string, C extends string>(
  repository: Repository<T, K, C>,
): Promise<{ readonly oldest: number; readonly newest: number }> {
  const [first] = await repository.list({}, { limit: 1 })
  const [last] = await repository.list({}, { limit: 1, newestFirst: true })
  return { oldest: first?.position ?? 1, newest: last?.position ?? 0 }
}
