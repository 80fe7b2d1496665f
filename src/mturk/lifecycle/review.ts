import {
  type AssignmentWithHit,
  approveAssignment,
  rejectAssignment,
  visibleStatuses,
} from '../../domain/assignment.js'
import { RequestError } from '../../domain/errors.js'
import { addAssignments, type HitRecord, type Transition } from '../../domain/hit.js'
import type { Vote } from '../../domain/review-policies/plurality.js'
import type { Review, ReviewDecision } from '../../domain/review-policies/policy.js'
import type { PolicyLevel, ReviewAction, ReviewEntry } from '../../domain/review-policies/report.js'
import type { UnitOfWork } from '../unit-of-work.js'

/** How what a policy wants is saved; handed in, since saving may set the next policy off. */
export interface SaveFunctions {
  readonly saveHit: (context: UnitOfWork, transition: Transition<HitRecord>) => Promise<unknown>
  readonly saveAssignment: (
    context: UnitOfWork,
    transition: Transition<AssignmentWithHit>,
  ) => Promise<unknown>
}

/** Runs a HIT's policy for what was just submitted. */
export async function reviewSubmission(
  context: UnitOfWork,
  saveFunctions: SaveFunctions,
  { hit, assignment }: AssignmentWithHit,
): Promise<void> {
  if (!hit.assignmentReviewPolicy) return
  const { scoreKnownAnswers } = await import('../../domain/review-policies/known-answers.js')
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  const answers = readAnswers(assignment.answer ?? '')
  const review = scoreKnownAnswers(hit.assignmentReviewPolicy, assignment.id, answers)
  const target = { targetId: assignment.id, targetType: 'Assignment' as const }
  await applyReview(context, saveFunctions, { hitId: hit.id, level: 'Assignment', target }, review)
}

/** Runs the policy of a HIT that has just become reviewable. */
export async function reviewHit(
  context: UnitOfWork,
  saveFunctions: SaveFunctions,
  id: string,
): Promise<void> {
  const hit = await context.store.hits.find({ id })
  // The other policy may have extended it in the meantime.
  if (!hit?.hitReviewPolicy || hit.status !== 'Reviewable') return
  const { evaluateSimplePlurality } = await import('../../domain/review-policies/plurality.js')
  const review = evaluateSimplePlurality(hit.hitReviewPolicy, id, await loadVotes(context, id))
  const target = { targetId: id, targetType: 'HIT' as const }
  await applyReview(context, saveFunctions, { hitId: id, level: 'HIT', target }, review)
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
  saveFunctions: SaveFunctions,
  { hitId, level, target }: ReviewTarget,
  { results, summary, decisions }: Review,
): Promise<void> {
  const { account, now } = context
  const saveEntry = (entry: Pick<ReviewEntry, 'result' | 'action'>) =>
    context.store.reviewEntries.put({ account, id: context.newId(), hitId, level, ...entry })

  // The results are there before anything is done about them: a HIT's policy reads the scores.
  for (const result of results) await saveEntry({ result })
  const succeeded = { status: 'Succeeded', completeTime: now } as const
  await saveEntry({ action: { name: 'review', ...target, ...succeeded, result: summary } })
  for (const decision of decisions)
    await saveEntry({ action: await applyDecision(context, saveFunctions, hitId, decision) })
}

async function applyDecision(
  context: UnitOfWork,
  saveFunctions: SaveFunctions,
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
      ? extendHit(context, saveFunctions, hitId, decision)
      : approveOrReject(context, saveFunctions, hitId, decision))
    return { ...action, status: 'Succeeded', result }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const { turkErrorCode, message } = error
    // Documented: the words for an assignment that is decided already.
    const result =
      decision.action === 'extend'
        ? message
        : 'Assignment was in an invalid state for this operation.'
    return { ...action, status: 'Failed', result, errorCode: turkErrorCode }
  }
}

async function approveOrReject(
  context: UnitOfWork,
  saveFunctions: SaveFunctions,
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
  await saveFunctions.saveAssignment(context, transition)
  return action === 'approve' ? 'Approved' : 'Rejected'
}

/** "If the policy was configured to extend a HIT to a maximum, … it will take no action and report SUCCESS." */
async function extendHit(
  context: UnitOfWork,
  saveFunctions: SaveFunctions,
  hitId: string,
  { maxAssignments: limit, minSeconds }: Extract<ReviewDecision, { action: 'extend' }>,
): Promise<string> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  const { maxAssignments, expiration } = hit
  if (maxAssignments >= limit) return `Already extended to ${maxAssignments} assignments`
  const minExpiration = new Date(context.now.getTime() + minSeconds * 1000)
  const nextHit = { ...hit, expiration: expiration < minExpiration ? minExpiration : expiration }
  // An expiration that was moved into the future is to be told again.
  const expired = hit.expired && nextHit.expiration <= context.now
  await saveFunctions.saveHit(context, addAssignments({ ...nextHit, expired }, 1, context.now))
  return `Extended to ${maxAssignments + 1} assignments`
}
