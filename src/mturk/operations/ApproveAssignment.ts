import { boolean, required, string, structure } from '../../core/schema/shape.js'
import { approveAssignment } from '../../domain/assignment.js'
import { checkFeedback } from '../../domain/hit-type.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { saveAssignment } from '../lifecycle/save-transition.js'
import { loadOwnAssignment, loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { requireVisible } from './quirk-lag.js'

/** Approves a submitted assignment, whose reward is paid. */
export const ApproveAssignment = defineOperation({
  name: 'ApproveAssignment',
  input: structure({
    AssignmentId: required(EntityId),
    RequesterFeedback: string(),
    OverrideRejection: boolean(),
  }),
  output: structure({}),

  async run({ AssignmentId, RequesterFeedback, OverrideRejection = false }, context) {
    checkFeedback(RequesterFeedback ?? '')
    const assignment = await loadOwnAssignment(context, AssignmentId)
    const hit = await loadOwnHit(context, assignment.hitId)
    requireVisible(context, assignment)

    const transition = approveAssignment(
      { hit, assignment },
      { now: context.now, feedback: RequesterFeedback, override: OverrideRejection },
    )

    await saveAssignment(context, transition)
    return {}
  },
})
