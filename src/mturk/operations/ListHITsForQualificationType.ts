import { integer, list, required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { listedHits } from './listed-hits.js'
import { operation } from './operation.js'
import { onePage, pageMembers } from './page.js'

/** The requester's HITs that ask for a qualification. */
export const ListHITsForQualificationType = operation({
  name: 'ListHITsForQualificationType',
  input: structure({ QualificationTypeId: required(EntityId), ...pageMembers }),
  output: structure({ NextToken: PaginationToken, NumResults: integer(), HITs: list(HIT) }),

  async run({ QualificationTypeId, ...input }, context) {
    const { account, store } = context
    const { things, ...page } = await onePage(
      ['ListHITsForQualificationType', account, QualificationTypeId],
      input,
      (page) =>
        store.hitRequirements.list({ account, qualificationTypeId: QualificationTypeId }, page),
    )
    const hits = await Promise.all(things.map(({ hitId }) => store.hits.find({ id: hitId })))
    return {
      ...page,
      HITs: await listedHits(
        context,
        hits.filter((hit) => hit !== undefined),
      ),
    }
  },
})
