import { boolean, required, structure } from '../../core/schema/shape.js'
import { setReviewing } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Moves a reviewable HIT to Reviewing, or back. */
export const UpdateHITReviewStatus = defineOperation({
  name: 'UpdateHITReviewStatus',
  input: structure({ HITId: required(EntityId), Revert: boolean() }),
  output: structure({}),

  async run({ HITId, Revert = false }, context) {
    const hit = await loadOwnHit(context, HITId)

    await context.store.hits.put(setReviewing(hit, Revert))
    return {}
  },
})
