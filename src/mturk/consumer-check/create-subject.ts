import type { HITEvent } from '../../domain/hit-event.js'
import type { EventType } from '../../domain/shapes/EventType.js'
import type { Marketplace } from '../marketplace.js'
import { ApproveAssignment } from '../operations/ApproveAssignment.js'
import { CreateAdditionalAssignmentsForHIT } from '../operations/CreateAdditionalAssignmentsForHIT.js'
import { CreateHIT } from '../operations/CreateHIT.js'
import { DeleteHIT } from '../operations/DeleteHIT.js'
import { RejectAssignment } from '../operations/RejectAssignment.js'
import { UpdateExpirationForHIT } from '../operations/UpdateExpirationForHIT.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import { loadHitType } from '../workers/load-hit-type.js'
import { assignHit, findOrCreateWorker, returnToPool, submitAnswers } from '../workers/work.js'

/** A HIT, and its assignment if its event is on one. */
export type CheckSubject = Pick<
  HITEvent,
  'hitId' | 'hitTypeId' | 'hitGroupId' | 'assignmentId' | 'workerId'
>

interface SubjectInput {
  readonly account: string
  readonly workerId: string
  /** The event that is to be reported. */
  readonly type: EventType
  /** The answers of a submission, as XML. */
  readonly answer: string
}

/** Creates a HIT and brings it, and its assignment, into the state that an event reports. */
export const createSubject = (
  marketplace: Marketplace,
  { account, workerId, type, answer }: SubjectInput,
): Promise<CheckSubject> =>
  inTransaction(marketplace, { account }, async (context) => {
    const { HIT } = await CreateHIT.run(hitInput, context)
    const hit = (await context.store.hits.find({ id: HIT!.HITId! }))!
    const { id: hitId, hitTypeId, hitGroupId } = hit
    const subject = { hitId, hitTypeId, hitGroupId }
    if (type.startsWith('HIT') && type !== 'HITReviewable') {
      await changeHit(context, type, hitId)
      return subject
    }
    await findOrCreateWorker(context, workerId)
    const hitType = await loadHitType(context, hit)
    const assignment = await assignHit(context, workerId, hit, hitType)
    const AssignmentId = assignment.id
    if (type === 'AssignmentReturned' || type === 'AssignmentAbandoned')
      await returnToPool(context, assignment)
    else if (type !== 'AssignmentAccepted') await submitAnswers(context, assignment, answer)
    if (type === 'AssignmentApproved') await ApproveAssignment.run({ AssignmentId }, context)
    if (type === 'AssignmentRejected')
      await RejectAssignment.run({ AssignmentId, RequesterFeedback: 'A check' }, context)
    return type === 'HITReviewable' ? subject : { ...subject, assignmentId: AssignmentId, workerId }
  })

async function changeHit(context: UnitOfWork, type: EventType, HITId: string): Promise<void> {
  if (type === 'HITExtended')
    await CreateAdditionalAssignmentsForHIT.run(
      { HITId, NumberOfAdditionalAssignments: 1 },
      context,
    )
  if (type === 'HITExpired' || type === 'HITDisposed')
    await UpdateExpirationForHIT.run({ HITId, ExpireAt: context.now }, context)
  if (type === 'HITDisposed') await DeleteHIT.run({ HITId }, context)
}

const hitInput = {
  Title: 'Consumer check',
  Description: 'Created by mturk-local check-consumer',
  Reward: '0.01',
  AssignmentDurationInSeconds: 3600,
  LifetimeInSeconds: 3600,
  MaxAssignments: 1,
  Question:
    '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>',
}
