import type { AssignmentWithHit } from '../../domain/assignment.js'
import { type HitRecord, hitRetentionMs, type Transition } from '../../domain/hit.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { chargeForHit } from './billing.js'
import { deleteUploads, unindexRequirements } from './hit-index.js'
import { reviewHit, reviewSubmission, type SaveFunctions } from './review.js'

/** How a review policy saves what it wants done. */
const saveFunctions: SaveFunctions = {
  saveHit: (context, transition) => saveHit(context, transition),
  saveAssignment: (context, transition) => saveAssignment(context, transition),
}

/**
 * Saves a HIT with the deadlines that follow from its state, tells what happened, and runs its
 * review policy when it has become reviewable.
 */
export async function saveHit(
  context: UnitOfWork,
  transition: Transition<HitRecord>,
): Promise<HitRecord> {
  await writeHit(context, transition)
  await reviewIfReviewable(context, transition)
  return transition.next
}

/**
 * Saves an assignment with its HIT, and runs the policies that review it.
 *
 * @returns the two as they are then
 */
export async function saveAssignment(
  context: UnitOfWork,
  { next: { assignment, hit }, events }: Transition<AssignmentWithHit>,
): Promise<AssignmentWithHit> {
  const { store } = context
  const isSubmitted = events.some(({ type }) => type === 'AssignmentSubmitted')
  // It goes to the end of the line: requesters are told assignments in the order of submission.
  if (isSubmitted) await store.assignments.remove({ id: assignment.id })
  await writeAssignment(context, assignment)
  await writeHit(context, { next: hit, events })
  if (!hit.assignmentReviewPolicy && !hit.hitReviewPolicy) return { assignment, hit }

  if (isSubmitted) await reviewSubmission(context, saveFunctions, { assignment, hit })
  await reviewIfReviewable(context, { next: hit, events })
  return {
    assignment: (await store.assignments.find({ id: assignment.id }))!,
    hit: (await store.hits.find({ id: hit.id }))!,
  }
}

async function reviewIfReviewable(
  context: UnitOfWork,
  { next: hit, events }: Transition<HitRecord>,
): Promise<void> {
  if (hit.hitReviewPolicy && events.some(({ type }) => type === 'HITReviewable'))
    await reviewHit(context, saveFunctions, hit.id)
}

async function writeHit(
  context: UnitOfWork,
  { next, events }: Transition<HitRecord>,
): Promise<void> {
  const { store, publish, schedule } = context
  await chargeForHit(context, next, events)
  const { account, id, expiration, status } = next
  await store.hits.put(next)
  if (next.expired || status === 'Disposed')
    await store.scheduledJobs.remove({ kind: 'expire', subject: id })
  else await schedule({ account, kind: 'expire', subject: id, at: expiration })

  if (status === 'Disposed') {
    await store.scheduledJobs.remove({ kind: 'dispose', subject: id })
    await unindexRequirements(context, next)
    await deleteUploads(context, next)
  } else {
    const at = new Date(expiration.getTime() + hitRetentionMs)
    await schedule({ account, kind: 'dispose', subject: id, at })
  }
  await publish(...events)
}

async function writeAssignment(
  { store, schedule }: UnitOfWork,
  assignment: AssignmentWithHit['assignment'],
): Promise<void> {
  const { account, id, status, deadline, autoApprovalTime } = assignment
  await store.assignments.put(assignment)
  await store.scheduledJobs.remove({ kind: 'abandon', subject: id })
  await store.scheduledJobs.remove({ kind: 'approve', subject: id })
  if (status === 'Accepted') await schedule({ account, kind: 'abandon', subject: id, at: deadline })
  if (status === 'Submitted')
    await schedule({ account, kind: 'approve', subject: id, at: autoApprovalTime! })
}
