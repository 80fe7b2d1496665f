import { required, structure } from '../../core/schema/shape.js'
import { hasAssignments } from '../../domain/errors.js'
import { mustNotBeDisposed } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { dropRequirements, keepRequirements } from '../lifecycle/hit-index.js'
import { saveHit } from '../lifecycle/save.js'
import { mustNotBeNew } from './lag.js'
import { operation } from './operation.js'
import { ownHit, ownHitType } from './own.js'

/** Makes a HIT of another type, while nobody has accepted it. */
export const UpdateHITTypeOfHIT = operation({
  name: 'UpdateHITTypeOfHIT',
  input: structure({ HITId: required(EntityId), HITTypeId: required(EntityId) }),
  output: structure({}),

  async run({ HITId, HITTypeId }, context) {
    const hit = await ownHit(context, HITId)
    mustNotBeDisposed(hit)
    mustNotBeNew(context, hit)
    const hitType = await ownHitType(context, HITTypeId)
    if (hit.pending + hit.submitted + hit.completed > 0) throw hasAssignments(HITId)

    await dropRequirements(context, hit)
    const next = { ...hit, hitTypeId: hitType.id, hitGroupId: hitType.groupId }
    await saveHit(context, { next, events: [] })
    await keepRequirements(context, next, hitType)
    return {}
  },
})
