import { integer, list, oneOf, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

/** Lists the HITs that are reviewable or under review. */
export const ListReviewableHITs = defineOperation({
  name: 'ListReviewableHITs',
  input: structure({
    HITTypeId: EntityId,
    Status: oneOf('Reviewable', 'Reviewing'),
    ...pageMembers,
  }),
  output: structure({ NextToken: PaginationToken, NumResults: integer(), HITs: list(HIT) }),

  async run({ HITTypeId, Status = 'Reviewable', ...input }, context) {
    const { account, store } = context
    const { items, ...page } = await paginateResults(
      ['ListReviewableHITs', account, HITTypeId, Status],
      input,
      (page) => store.hits.list({ account, hitTypeId: HITTypeId, status: Status }, page),
    )
    // Captured: the ID alone (aws-sdk-js#2522).
    return { ...page, HITs: items.map(({ id }) => ({ HITId: id })) }
  },
})
