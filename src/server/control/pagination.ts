import type { Repository, Where } from '../../store/store.js'

/** How every list is read: newest first, page by page. */
export interface PageParameters {
  readonly limit: number
  /** The `next` or the `cursor` of another page. */
  readonly after?: number
  /** How many of those that follow are skipped. */
  readonly offset?: number
  /** Whether to count them all. */
  readonly total?: boolean
}

export interface PageInfo {
  /** The `after` of the following page. */
  readonly next?: number
  /** Give it as `after`, with `offset`, to read on in the list as it was now. */
  readonly cursor?: number
  /** How many there are, those before `after` left out; counted only on request. */
  readonly total?: number
}

/** A page of items in memory, newest first. @param items in ascending order of their positions */
export function pageOf<T>(
  items: readonly T[],
  getPosition: (item: T) => number,
  { limit, after = Number.POSITIVE_INFINITY, offset = 0, total }: PageParameters,
): PageInfo & { readonly items: readonly T[] } {
  const older = items.findLastIndex((item) => getPosition(item) < after) + 1
  const end = Math.max(older - offset, 0)
  const page = items.slice(Math.max(end - limit, 0), end).reverse()
  return {
    items: page,
    cursor: page[0] && getPosition(page[0]) + 1,
    next: page.length === limit ? getPosition(page.at(-1)!) : undefined,
    total: total ? older : undefined,
  }
}

/** Returns a function that numbers items in the order in which it first gets them. */
export function createNumbering<T extends object>(): (item: T) => number {
  const numbers = new WeakMap<T, number>()
  let last = 0
  return (item) => {
    const number = numbers.get(item) ?? ++last
    numbers.set(item, number)
    return number
  }
}

/** A page of rows, newest first, and what the request for the next one needs. */
export async function loadPage<T, K extends keyof T & string, C extends string>(
  repository: Repository<T, K, C>,
  where: Where<K | C>,
  { limit, after, offset, total }: PageParameters,
): Promise<PageInfo & { readonly items: readonly T[] }> {
  const page = await repository.list(where, { limit, after, offset, newestFirst: true })
  const older = after === undefined ? {} : { position: { to: after - 1 } }
  return {
    items: page.map(({ record }) => record),
    cursor: page[0] && page[0].position + 1,
    next: page.length === limit ? page.at(-1)!.position : undefined,
    total: total ? await repository.count({ ...where, ...older }) : undefined,
  }
}
