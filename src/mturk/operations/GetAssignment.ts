import { required, structure } from '../../core/schema/shape.js'
import { visibleStatuses } from '../../domain/assignment.js'
import { assignmentNotVisible } from '../../domain/errors.js'
import { Assignment } from '../../domain/shapes/Assignment.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnAssignment, loadOwnHit, loadOwnHitType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { assignmentToWire, hitToWire } from './to-wire.js'

/** Returns a submitted assignment, with its HIT. */
export const GetAssignment = defineOperation({
  name: 'GetAssignment',
  input: structure({ AssignmentId: required(EntityId) }),
  output: structure({ Assignment, HIT }),

  async run({ AssignmentId }, context) {
    const assignment = await loadOwnAssignment(context, AssignmentId)
    if (!visibleStatuses.some((state) => state === assignment.status)) throw assignmentNotVisible()
    const hit = await loadOwnHit(context, assignment.hitId)
    return {
      Assignment: assignmentToWire(assignment),
      HIT: hitToWire(hit, await loadOwnHitType(context, hit.hitTypeId)),
    }
  },
})
