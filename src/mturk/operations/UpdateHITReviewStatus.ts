import { boolean, required, structure } from '../../core/schema/shape.js'
import { markReview } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownHit } from './own.js'

/** Takes a reviewable HIT under review, or puts it back. */
export const UpdateHITReviewStatus = operation({
  name: 'UpdateHITReviewStatus',
  input: structure({ HITId: required(EntityId), Revert: boolean() }),
  output: structure({}),

  async run({ HITId, Revert = false }, context) {
    const hit = await ownHit(context, HITId)

    await context.store.hits.put(markReview(hit, Revert))
    return {}
  },
})
