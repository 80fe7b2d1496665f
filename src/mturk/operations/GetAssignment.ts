import { required, structure } from '../../core/schema/shape.js'
import { visibleStates } from '../../domain/assignment.js'
import { assignmentNotVisible } from '../../domain/errors.js'
import { Assignment } from '../../domain/shapes/Assignment.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownAssignment, ownHit, ownHitType } from './own.js'
import { shownAssignment, shownHit } from './shown.js'

/** Tells an assignment that was submitted, with its HIT. */
export const GetAssignment = operation({
  name: 'GetAssignment',
  input: structure({ AssignmentId: required(EntityId) }),
  output: structure({ Assignment, HIT }),

  async run({ AssignmentId }, context) {
    const assignment = await ownAssignment(context, AssignmentId)
    if (!visibleStates.some((state) => state === assignment.status)) throw assignmentNotVisible()
    const hit = await ownHit(context, assignment.hitId)
    return {
      Assignment: shownAssignment(assignment),
      HIT: shownHit(hit, await ownHitType(context, hit.hitTypeId)),
    }
  },
})
