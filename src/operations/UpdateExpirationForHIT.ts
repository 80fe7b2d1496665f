import { moveExpiration } from '../domain/hit.js'
import { hitNotIn } from '../errors.js'
import { saveHit } from '../saving.js'
import { EntityId } from '../shapes/scalars.js'
import { required, structure, timestamp } from '../shapes/shape.js'
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
    if (ExpireAt > context.now) mustNotBeNew(context, hit)
    if (hit.status === 'Disposed')
      throw hitNotIn(['Assignable', 'Unassignable', 'Reviewable', 'Reviewing'], hit.status)

    await saveHit(context, moveExpiration(hit, ExpireAt, context.now))
    return {}
  },
})
