import { integer, list, required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { hitsToWire } from './hits-to-wire.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

/** Lists the requester's HITs that require a qualification. */
export const ListHITsForQualificationType = defineOperation({
  name: 'ListHITsForQualificationType',
  input: structure({ QualificationTypeId: required(EntityId), ...pageMembers }),
  output: structure({ NextToken: PaginationToken, NumResults: integer(), HITs: list(HIT) }),

  async run({ QualificationTypeId, ...input }, context) {
    const { account, store } = context
    const { items, ...page } = await paginateResults(
      ['ListHITsForQualificationType', account, QualificationTypeId],
      input,
      (page) =>
        store.hitRequirements.list({ account, qualificationTypeId: QualificationTypeId }, page),
    )
    const hits = await Promise.all(items.map(({ hitId }) => store.hits.find({ id: hitId })))
    return {
      ...page,
      HITs: await hitsToWire(
        context,
        hits.filter((hit) => hit !== undefined),
      ),
    }
  },
})
