import { integer, list, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { PaginationToken } from '../../domain/shapes/scalars.js'
import { hitsToWire } from './hits-to-wire.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

/** Lists the requester's HITs that are not disposed, oldest first. */
export const ListHITs = defineOperation({
  name: 'ListHITs',
  input: structure(pageMembers),
  output: structure({ NextToken: PaginationToken, NumResults: integer(), HITs: list(HIT) }),

  async run(input, context) {
    const { account, store } = context
    const { items, ...page } = await paginateResults(['ListHITs', account], input, (page) =>
      store.hits.list({ account, listed: 1 }, page),
    )
    return { ...page, HITs: await hitsToWire(context, items) }
  },
})
