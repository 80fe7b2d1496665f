import { required, structure } from '../../core/schema/shape.js'
import { hitHasAssignments } from '../../domain/errors.js'
import { requireNotDisposed } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { indexRequirements, unindexRequirements } from '../lifecycle/hit-index.js'
import { saveHit } from '../lifecycle/save-transition.js'
import { loadOwnHit, loadOwnHitType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { requireNotRecent } from './quirk-lag.js'

/** Changes the type of a HIT that no worker has accepted. */
export const UpdateHITTypeOfHIT = defineOperation({
  name: 'UpdateHITTypeOfHIT',
  input: structure({ HITId: required(EntityId), HITTypeId: required(EntityId) }),
  output: structure({}),

  async run({ HITId, HITTypeId }, context) {
    const hit = await loadOwnHit(context, HITId)
    requireNotDisposed(hit)
    requireNotRecent(context, hit)
    const hitType = await loadOwnHitType(context, HITTypeId)
    if (hit.pending + hit.submitted + hit.completed > 0) throw hitHasAssignments(HITId)

    await unindexRequirements(context, hit)
    const next = { ...hit, hitTypeId: hitType.id, hitGroupId: hitType.groupId }
    await saveHit(context, { next, events: [] })
    await indexRequirements(context, next, hitType)
    return {}
  },
})
