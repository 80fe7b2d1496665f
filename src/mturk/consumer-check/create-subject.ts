import { approveAssignment, rejectAssignment } from '../../domain/assignment.js'
import { addAssignments, dispose, type HitRecord, moveExpiration } from '../../domain/hit.js'
import type { HITEvent } from '../../domain/hit-event.js'
import type { EventType } from '../../domain/shapes/EventType.js'
import { saveAssignment, saveHit } from '../lifecycle/save-transition.js'
import type { Marketplace } from '../marketplace.js'
import { CreateHIT } from '../operations/CreateHIT.js'
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
  input: SubjectInput,
): Promise<CheckSubject> =>
  inTransaction(marketplace, { account: input.account }, async (context) => {
    const { type } = input
    const { HIT } = await CreateHIT.run(hitInput, context)
    const hit = await loadHit(context, HIT!.HITId!)
    const { id: hitId, hitTypeId, hitGroupId } = hit
    if (type.startsWith('HIT')) {
      if (type === 'HITReviewable') await createAssignment(context, hit, input)
      else await changeHit(context, type, hit)
      return { hitId, hitTypeId, hitGroupId }
    }
    const assignmentId = await createAssignment(context, hit, input)
    return { hitId, hitTypeId, hitGroupId, assignmentId, workerId: input.workerId }
  })

/** By the rules of the marketplace themselves: the quirks of operations do not apply. */
async function changeHit(context: UnitOfWork, type: EventType, hit: HitRecord): Promise<void> {
  const { now } = context
  if (type === 'HITExtended') await saveHit(context, addAssignments(hit, 1, now))
  if (type !== 'HITExpired' && type !== 'HITDisposed') return
  const expired = await saveHit(context, moveExpiration(hit, now, now))
  if (type === 'HITDisposed') await saveHit(context, dispose(expired, now))
}

/** @returns its ID */
async function createAssignment(
  context: UnitOfWork,
  hit: HitRecord,
  { workerId, type, answer }: SubjectInput,
): Promise<string> {
  const { now } = context
  await findOrCreateWorker(context, workerId)
  const accepted = await assignHit(context, workerId, hit, await loadHitType(context, hit))
  const { id } = accepted
  if (type === 'AssignmentAccepted') return id
  if (type === 'AssignmentReturned' || type === 'AssignmentAbandoned') {
    await returnToPool(context, accepted)
    return id
  }
  const submitted = {
    assignment: await submitAnswers(context, accepted, answer),
    hit: await loadHit(context, hit.id),
  }
  if (type === 'AssignmentApproved')
    await saveAssignment(context, approveAssignment(submitted, { now, override: false }))
  if (type === 'AssignmentRejected')
    await saveAssignment(context, rejectAssignment(submitted, { now, feedback: 'A check' }))
  return id
}

const loadHit = async ({ store }: UnitOfWork, id: string): Promise<HitRecord> =>
  (await store.hits.find({ id }))!

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
