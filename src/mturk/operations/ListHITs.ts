import { integer, list, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { PaginationToken } from '../../domain/shapes/scalars.js'
import { listedHits } from './listed-hits.js'
import { operation } from './operation.js'
import { onePage, pageMembers } from './page.js'

/** All HITs of the requester that are not disposed, oldest first. */
export const ListHITs = operation({
  name: 'ListHITs',
  input: structure(pageMembers),
  output: structure({ NextToken: PaginationToken, NumResults: integer(), HITs: list(HIT) }),

  async run(input, context) {
    const { account, store } = context
    const { things, ...page } = await onePage(['ListHITs', account], input, (page) =>
      store.hits.list({ account, listed: 1 }, page),
    )
    return { ...page, HITs: await listedHits(context, things) }
  },
})
