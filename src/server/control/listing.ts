import { z } from 'zod'
import type { Things, Where } from '../../store/store.js'
import type { Listing } from './contract.js'

/** What every list that is read page by page takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  after: z.coerce.number().int().min(1).optional(),
  skip: z.coerce.number().int().min(0).optional(),
  total: z.stringbool().optional(),
}

export interface PageAsked {
  readonly limit: number
  readonly after?: number
  readonly skip?: number
  readonly total?: boolean
}

/** A page of things, newest first, and what the pages that follow need. */
export async function listed<T, K extends keyof T & string, C extends string>(
  things: Things<T, K, C>,
  where: Where<K | C>,
  { limit, after, skip, total }: PageAsked,
): Promise<Listing & { readonly found: readonly T[] }> {
  const page = await things.list(where, { limit, after, skip, newestFirst: true })
  const older = after === undefined ? {} : { position: { to: after - 1 } }
  return {
    found: page.map(({ thing }) => thing),
    start: page[0] && page[0].position + 1,
    next: page.length === limit ? page.at(-1)!.position : undefined,
    total: total ? await things.count({ ...where, ...older }) : undefined,
  }
}
