import { required, string, structure } from '../../core/schema/shape.js'
import { rejectAssignment } from '../../domain/assignment.js'
import { checkFeedback } from '../../domain/hit-type.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { saveAssignment } from '../lifecycle/save-transition.js'
import { loadOwnAssignment, loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { requireVisible } from './quirk-lag.js'

/** Rejects a submitted assignment, which is not paid. */
export const RejectAssignment = defineOperation({
  name: 'RejectAssignment',
  input: structure({ AssignmentId: required(EntityId), RequesterFeedback: required(string()) }),
  output: structure({}),

  async run({ AssignmentId, RequesterFeedback }, context) {
    checkFeedback(RequesterFeedback)
    const assignment = await loadOwnAssignment(context, AssignmentId)
    const hit = await loadOwnHit(context, assignment.hitId)
    requireVisible(context, assignment)

    const transition = rejectAssignment(
      { hit, assignment },
      { now: context.now, feedback: RequesterFeedback },
    )

    await saveAssignment(context, transition)
    return {}
  },
})
