import type { Pair } from '../../domain/assignment.js'
import { type Decision, type HIT, keptFor } from '../../domain/hit.js'
import type { Context } from '../unit-of-work.js'
import { chargeForHit } from './billing.js'
import { dropFiles, dropRequirements } from './hit-index.js'
import { reviewHit, reviewSubmission, type Saving } from './review.js'

/** How a review policy saves what it wants done. */
const saving: Saving = {
  hit: (context, decision) => saveHit(context, decision),
  pair: (context, decision) => savePair(context, decision),
}

/**
 * Saves a HIT with the deadlines that follow from its state, tells what happened, and runs its
 * review policy when it has become reviewable.
 */
export async function saveHit(context: Context, decision: Decision<HIT>): Promise<HIT> {
  await keepHit(context, decision)
  await reviewIfReviewable(context, decision)
  return decision.next
}

/**
 * Saves an assignment with its HIT, and runs the policies that review it.
 *
 * @returns the two as they are then
 */
export async function savePair(
  context: Context,
  { next: { assignment, hit }, events }: Decision<Pair>,
): Promise<Pair> {
  const { store } = context
  const isSubmitted = events.some(({ type }) => type === 'AssignmentSubmitted')
  // It goes to the end of the line: requesters are told assignments in the order of submission.
  if (isSubmitted) await store.assignments.remove({ id: assignment.id })
  await keepAssignment(context, assignment)
  await keepHit(context, { next: hit, events })
  if (!hit.assignmentReviewPolicy && !hit.hitReviewPolicy) return { assignment, hit }

  if (isSubmitted) await reviewSubmission(context, saving, { assignment, hit })
  await reviewIfReviewable(context, { next: hit, events })
  return {
    assignment: (await store.assignments.find({ id: assignment.id }))!,
    hit: (await store.hits.find({ id: hit.id }))!,
  }
}

async function reviewIfReviewable(
  context: Context,
  { next: hit, events }: Decision<HIT>,
): Promise<void> {
  if (hit.hitReviewPolicy && events.some(({ type }) => type === 'HITReviewable'))
    await reviewHit(context, saving, hit.id)
}

async function keepHit(context: Context, { next, events }: Decision<HIT>): Promise<void> {
  const { store, emit, schedule } = context
  await chargeForHit(context, next, events)
  const { account, id, expiration, status } = next
  await store.hits.put(next)
  if (next.expired || status === 'Disposed')
    await store.deadlines.remove({ kind: 'expire', subject: id })
  else await schedule({ account, kind: 'expire', subject: id, at: expiration })

  if (status === 'Disposed') {
    await store.deadlines.remove({ kind: 'dispose', subject: id })
    await dropRequirements(context, next)
    await dropFiles(context, next)
  } else {
    const at = new Date(expiration.getTime() + keptFor)
    await schedule({ account, kind: 'dispose', subject: id, at })
  }
  await emit(...events)
}

async function keepAssignment(
  { store, schedule }: Context,
  assignment: Pair['assignment'],
): Promise<void> {
  const { account, id, status, deadline, autoApprovalTime } = assignment
  await store.assignments.put(assignment)
  await store.deadlines.remove({ kind: 'abandon', subject: id })
  await store.deadlines.remove({ kind: 'approve', subject: id })
  if (status === 'Accepted') await schedule({ account, kind: 'abandon', subject: id, at: deadline })
  if (status === 'Submitted')
    await schedule({ account, kind: 'approve', subject: id, at: autoApprovalTime! })
}
