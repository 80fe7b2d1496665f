import {
  type AssignmentRecord,
  type AssignmentWithHit,
  approveAssignment,
  rejectAssignment,
  visibleStatuses,
} from '../../domain/assignment.js'
import { RequestError } from '../../domain/errors.js'
import {
  addAssignments,
  type HitRecord,
  hitRetentionMs,
  type Transition,
} from '../../domain/hit.js'
import type { HITEvent } from '../../domain/hit-event.js'
import type { Vote } from '../../domain/review-policies/plurality.js'
import type { Review, ReviewDecision } from '../../domain/review-policies/policy.js'
import type { PolicyLevel, ReviewAction, ReviewEntry } from '../../domain/review-policies/report.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { chargeForHit } from './billing.js'
import { deleteUploads, unindexRequirements } from './hit-index.js'

/**
 * Saves a transition of a HIT with all that follows from it: charges, deadlines, events, and what
 * its review policy decides when it became reviewable.
 */
export async function saveHit(
  context: UnitOfWork,
  { next: hit, events }: Transition<HitRecord>,
): Promise<HitRecord> {
  await writeHit(context, hit, events)
  await reviewIfReviewable(context, hit, events)
  return hit
}

/**
 * As `saveHit`, for an assignment and its HIT, which change together.
 *
 * @returns both as the review policies leave them
 */
export async function saveAssignment(
  context: UnitOfWork,
  { next: { assignment, hit }, events }: Transition<AssignmentWithHit>,
): Promise<AssignmentWithHit> {
  const { store } = context
  const isSubmitted = events.some(({ type }) => type === 'AssignmentSubmitted')
  // Re-inserted: rows are listed in order of insertion, and assignments in order of submission.
  if (isSubmitted) await store.assignments.remove({ id: assignment.id })
  await writeAssignment(context, assignment)
  await writeHit(context, hit, events)
  if (!hit.assignmentReviewPolicy && !hit.hitReviewPolicy) return { assignment, hit }

  if (isSubmitted) await reviewSubmission(context, hit, assignment)
  await reviewIfReviewable(context, hit, events)
  return {
    assignment: (await store.assignments.find({ id: assignment.id }))!,
    hit: (await store.hits.find({ id: hit.id }))!,
  }
}

async function writeHit(
  context: UnitOfWork,
  hit: HitRecord,
  events: readonly HITEvent[],
): Promise<void> {
  await chargeForHit(context, hit, events)
  await context.store.hits.put(hit)
  const { account, id, expiration, status } = hit
  if (hit.expired || status === 'Disposed') context.cancelJob('expire', id)
  else context.schedule({ account, kind: 'expire', subject: id, at: expiration })

  if (status === 'Disposed') {
    context.cancelJob('dispose', id)
    await unindexRequirements(context, hit)
    await deleteUploads(context, hit)
  } else {
    const at = new Date(expiration.getTime() + hitRetentionMs)
    context.schedule({ account, kind: 'dispose', subject: id, at })
  }
  context.publish(events)
}

async function writeAssignment(context: UnitOfWork, assignment: AssignmentRecord): Promise<void> {
  const { account, id, status, deadline } = assignment
  await context.store.assignments.put(assignment)
  if (status === 'Accepted')
    context.schedule({ account, kind: 'abandon', subject: id, at: deadline })
  else context.cancelJob('abandon', id)
  if (status === 'Submitted')
    context.schedule({
      account,
      kind: 'approve',
      subject: id,
      at: findApprovalTime(context, assignment),
    })
  else context.cancelJob('approve', id)
}

/** A delay of 0 leaves a consumer of AssignmentSubmitted the time to act on it (Dallinger#1491). */
function findApprovalTime(
  { settings }: UnitOfWork,
  { submitTime, autoApprovalTime }: AssignmentRecord,
): Date {
  const isImmediate = autoApprovalTime!.getTime() === submitTime!.getTime()
  return isImmediate
    ? new Date(submitTime!.getTime() + settings.autoApprovalGap)
    : autoApprovalTime!
}

/** Runs the assignment review policy for what was just submitted. */
async function reviewSubmission(
  context: UnitOfWork,
  { id: hitId, assignmentReviewPolicy: policy }: HitRecord,
  { id, answer = '' }: AssignmentRecord,
): Promise<void> {
  if (!policy) return
  const { scoreKnownAnswers } = await import('../../domain/review-policies/known-answers.js')
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  const review = scoreKnownAnswers(policy, id, readAnswers(answer))
  const target = { targetId: id, targetType: 'Assignment' as const }
  await applyReview(context, { hitId, level: 'Assignment', target }, review)
}

/** Runs the HIT review policy of a HIT that has just become reviewable. */
async function reviewIfReviewable(
  context: UnitOfWork,
  { id, hitReviewPolicy }: HitRecord,
  events: readonly HITEvent[],
): Promise<void> {
  if (!hitReviewPolicy || !events.some(({ type }) => type === 'HITReviewable')) return
  const current = await context.store.hits.find({ id })
  // The assignment review policy may have extended it since.
  if (current?.status !== 'Reviewable') return
  const { evaluateSimplePlurality } = await import('../../domain/review-policies/plurality.js')
  const review = evaluateSimplePlurality(hitReviewPolicy, id, await loadVotes(context, id))
  const target = { targetId: id, targetType: 'HIT' as const }
  await applyReview(context, { hitId: id, level: 'HIT', target }, review)
}

async function loadVotes({ store }: UnitOfWork, hitId: string): Promise<readonly Vote[]> {
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  const all = { limit: Number.MAX_SAFE_INTEGER }
  const assignments = await store.assignments.list({ hitId, status: visibleStatuses }, all)
  const entries = await store.reviewEntries.list({ hitId, level: 'Assignment' }, all)
  const scores = new Map(
    entries.flatMap(({ record: { result } }): [string, number][] =>
      result?.key === 'KnownAnswerScore' ? [[result.subjectId, Number(result.value)]] : [],
    ),
  )
  return assignments.map(({ record: { id, status, answer = '' } }) => ({
    assignmentId: id,
    rejected: status === 'Rejected',
    knownAnswerScore: scores.get(id),
    answers: readAnswers(answer),
  }))
}

interface ReviewTarget {
  readonly hitId: string
  readonly level: PolicyLevel
  readonly target: Pick<ReviewAction, 'targetId' | 'targetType'>
}

async function applyReview(
  context: UnitOfWork,
  { hitId, level, target }: ReviewTarget,
  { results, summary, decisions }: Review,
): Promise<void> {
  const { account, now } = context
  const saveEntry = (entry: Pick<ReviewEntry, 'result' | 'action'>) =>
    context.store.reviewEntries.put({ account, id: context.newId(), hitId, level, ...entry })

  // Results are saved before decisions are carried out: the HIT's policy reads the scores.
  for (const result of results) await saveEntry({ result })
  const succeeded = { status: 'Succeeded', completeTime: now } as const
  await saveEntry({ action: { name: 'review', ...target, ...succeeded, result: summary } })
  for (const decision of decisions)
    await saveEntry({ action: await applyDecision(context, hitId, decision) })
}

async function applyDecision(
  context: UnitOfWork,
  hitId: string,
  decision: ReviewDecision,
): Promise<ReviewAction> {
  const target =
    decision.action === 'extend'
      ? { targetId: hitId, targetType: 'HIT' as const }
      : { targetId: decision.assignmentId, targetType: 'Assignment' as const }
  const action = { name: decision.action, ...target, completeTime: context.now }
  try {
    const result = await (decision.action === 'extend'
      ? extendHit(context, hitId, decision)
      : approveOrReject(context, hitId, decision))
    return { ...action, status: 'Succeeded', result }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const { turkErrorCode, message } = error
    // Documented text for an assignment that is approved or rejected already.
    const result =
      decision.action === 'extend'
        ? message
        : 'Assignment was in an invalid state for this operation.'
    return { ...action, status: 'Failed', result, errorCode: turkErrorCode }
  }
}

async function approveOrReject(
  context: UnitOfWork,
  hitId: string,
  { action, assignmentId, reason }: Extract<ReviewDecision, { assignmentId: string }>,
): Promise<string> {
  const { store, now } = context
  const hit = (await store.hits.find({ id: hitId }))!
  const assignment = (await store.assignments.find({ id: assignmentId }))!
  if (action === 'approve' && assignment.status === 'Approved') return 'Already approved'
  const transition =
    action === 'approve'
      ? approveAssignment({ hit, assignment }, { now, feedback: reason, override: false })
      : rejectAssignment({ hit, assignment }, { now, feedback: reason ?? '' })
  await saveAssignment(context, transition)
  return action === 'approve' ? 'Approved' : 'Rejected'
}

/** "If the policy was configured to extend a HIT to a maximum, … it will take no action and report SUCCESS." */
async function extendHit(
  context: UnitOfWork,
  hitId: string,
  { maxAssignments: limit, minSeconds }: Extract<ReviewDecision, { action: 'extend' }>,
): Promise<string> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  const { maxAssignments, expiration } = hit
  if (maxAssignments >= limit) return `Already extended to ${maxAssignments} assignments`
  const minExpiration = new Date(context.now.getTime() + minSeconds * 1000)
  const nextHit = { ...hit, expiration: expiration < minExpiration ? minExpiration : expiration }
  // HITExpired is reported again when an expiration that was moved into the future passes.
  const expired = hit.expired && nextHit.expiration <= context.now
  await saveHit(context, addAssignments({ ...nextHit, expired }, 1, context.now))
  return `Extended to ${maxAssignments + 1} assignments`
}
