import { boolean, required, string, structure } from '../../core/schema/shape.js'
import { approve } from '../../domain/assignment.js'
import { checkFeedback } from '../../domain/hit-type.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { savePair } from '../lifecycle/save.js'
import { mustBeSeen } from './lag.js'
import { operation } from './operation.js'
import { ownAssignment, ownHit } from './own.js'

/** Accepts what a worker submitted. */
export const ApproveAssignment = operation({
  name: 'ApproveAssignment',
  input: structure({
    AssignmentId: required(EntityId),
    RequesterFeedback: string(),
    OverrideRejection: boolean(),
  }),
  output: structure({}),

  async run({ AssignmentId, RequesterFeedback, OverrideRejection = false }, context) {
    checkFeedback(RequesterFeedback ?? '')
    const assignment = await ownAssignment(context, AssignmentId)
    const hit = await ownHit(context, assignment.hitId)
    mustBeSeen(context, assignment)

    const decision = approve(
      { hit, assignment },
      { now: context.now, feedback: RequesterFeedback, override: OverrideRejection },
    )

    await savePair(context, decision)
    return {}
  },
})
