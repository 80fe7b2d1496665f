import { integer, required, structure } from '../../core/schema/shape.js'
import { tokenAlreadyProcessed } from '../../domain/errors.js'
import { addAssignments, requireNotDisposed } from '../../domain/hit.js'
import { checkRange } from '../../domain/hit-type.js'
import { EntityId, IdempotencyToken } from '../../domain/shapes/scalars.js'
import { saveHit } from '../lifecycle/save-transition.js'
import { findTokenResult, saveToken } from './create-hit.js'
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { requireNotRecent } from './quirk-lag.js'

/** Lets more workers accept a HIT. */
export const CreateAdditionalAssignmentsForHIT = defineOperation({
  name: 'CreateAdditionalAssignmentsForHIT',
  input: structure({
    HITId: required(EntityId),
    NumberOfAdditionalAssignments: required(integer()),
    UniqueRequestToken: IdempotencyToken,
  }),
  output: structure({}),

  async run({ HITId, NumberOfAdditionalAssignments: count, UniqueRequestToken: token }, context) {
    checkRange('NumberOfAdditionalAssignments', count, 1, 1_000_000_000)
    const hit = await loadOwnHit(context, HITId)
    requireNotDisposed(hit)
    requireNotRecent(context, hit)
    if (token !== undefined && (await findTokenResult(context, this.name, token)))
      throw tokenAlreadyProcessed(token)

    await saveHit(context, addAssignments(hit, count, context.now))
    if (token !== undefined) await saveToken(context, this.name, token, HITId)
    return {}
  },
})
