import { integer, required, structure } from '../../core/schema/shape.js'
import { tokenAlreadyProcessed } from '../../domain/errors.js'
import { addAssignments, mustNotBeDisposed } from '../../domain/hit.js'
import { checkRange } from '../../domain/hit-type.js'
import { EntityId, IdempotencyToken } from '../../domain/shapes/scalars.js'
import { saveHit } from '../lifecycle/save.js'
import { keepToken, usedToken } from './hit-making.js'
import { mustNotBeNew } from './lag.js'
import { operation } from './operation.js'
import { ownHit } from './own.js'

/** Lets more workers accept a HIT. */
export const CreateAdditionalAssignmentsForHIT = operation({
  name: 'CreateAdditionalAssignmentsForHIT',
  input: structure({
    HITId: required(EntityId),
    NumberOfAdditionalAssignments: required(integer()),
    UniqueRequestToken: IdempotencyToken,
  }),
  output: structure({}),

  async run({ HITId, NumberOfAdditionalAssignments: count, UniqueRequestToken: token }, context) {
    checkRange('NumberOfAdditionalAssignments', count, 1, 1_000_000_000)
    const hit = await ownHit(context, HITId)
    mustNotBeDisposed(hit)
    mustNotBeNew(context, hit)
    if (token !== undefined && (await usedToken(context, this.name, token)))
      throw tokenAlreadyProcessed(token)

    await saveHit(context, addAssignments(hit, count, context.now))
    if (token !== undefined) await keepToken(context, this.name, token, HITId)
    return {}
  },
})
