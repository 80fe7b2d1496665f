import { required, string, structure } from '../../core/schema/shape.js'
import { reject } from '../../domain/assignment.js'
import { checkFeedback } from '../../domain/hit-type.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { savePair } from '../lifecycle/save.js'
import { mustBeSeen } from './lag.js'
import { operation } from './operation.js'
import { ownAssignment, ownHit } from './own.js'

/** Refuses what a worker submitted: it is not paid. */
export const RejectAssignment = operation({
  name: 'RejectAssignment',
  input: structure({ AssignmentId: required(EntityId), RequesterFeedback: required(string()) }),
  output: structure({}),

  async run({ AssignmentId, RequesterFeedback }, context) {
    checkFeedback(RequesterFeedback)
    const assignment = await ownAssignment(context, AssignmentId)
    const hit = await ownHit(context, assignment.hitId)
    mustBeSeen(context, assignment)

    const decision = reject({ hit, assignment }, { now: context.now, feedback: RequesterFeedback })

    await savePair(context, decision)
    return {}
  },
})
