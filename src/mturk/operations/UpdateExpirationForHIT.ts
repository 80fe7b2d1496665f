import { required, structure, timestamp } from '../../core/schema/shape.js'
import { tokenAlreadyProcessed } from '../../domain/errors.js'
import {
  checkExtension,
  createExtensionToken,
  moveExpiration,
  requireNotDisposed,
} from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { saveHit } from '../lifecycle/save-transition.js'
import { findTokenResult, saveToken } from './create-hit.js'
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { requireNotRecent } from './quirk-lag.js'

/** Changes a HIT's expiration; an instant in the past expires it at once. */
export const UpdateExpirationForHIT = defineOperation({
  name: 'UpdateExpirationForHIT',
  input: structure({ HITId: required(EntityId), ExpireAt: required(timestamp()) }),
  output: structure({}),

  async run({ HITId, ExpireAt }, context) {
    const hit = await loadOwnHit(context, HITId)
    requireNotDisposed(hit)
    if (ExpireAt > context.now) {
      requireNotRecent(context, hit)
      const token = createExtensionToken(hit, ExpireAt)
      if (await findTokenResult(context, this.name, token)) throw tokenAlreadyProcessed(token)
      checkExtension(hit, ExpireAt, context.now)
      await saveToken(context, this.name, token, HITId)
    }

    await saveHit(context, moveExpiration(hit, ExpireAt, context.now))
    return {}
  },
})
