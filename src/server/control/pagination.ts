import { z } from 'zod'
import type { Repository, Where } from '../../store/store.js'
import type { PageInfo } from './contract.js'

/** What every list that is read page by page takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  after: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  total: z.stringbool().optional(),
}

export interface PageParameters {
  readonly limit: number
  readonly after?: number
  readonly offset?: number
  readonly total?: boolean
}

/** A page of things, newest first, and what the pages that follow need. */
export async function loadPage<T, K extends keyof T & string, C extends string>(
  repository: Repository<T, K, C>,
  where: Where<K | C>,
  { limit, after, offset: offset, total }: PageParameters,
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
