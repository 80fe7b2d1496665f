import { required, structure, timestamp } from '../../core/schema/shape.js'
import { moveExpiration, mustNotBeDisposed } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { saveHit } from '../lifecycle/save.js'
import { mustNotBeNew } from './lag.js'
import { operation } from './operation.js'
import { ownHit } from './own.js'

/** Moves a HIT's expiration; an instant that is past expires it at once. */
export const UpdateExpirationForHIT = operation({
  name: 'UpdateExpirationForHIT',
  input: structure({ HITId: required(EntityId), ExpireAt: required(timestamp()) }),
  output: structure({}),

  async run({ HITId, ExpireAt }, context) {
    const hit = await ownHit(context, HITId)
    mustNotBeDisposed(hit)
    if (ExpireAt > context.now) mustNotBeNew(context, hit)

    await saveHit(context, moveExpiration(hit, ExpireAt, context.now))
    return {}
  },
})
