import { approve, type Pair, reject, visibleStates } from '../../domain/assignment.js'
import { RequestError } from '../../domain/errors.js'
import { addAssignments, type Decision, type HIT } from '../../domain/hit.js'
import type { Ballot } from '../../domain/review-policies/plurality.js'
import type { Review, Wish } from '../../domain/review-policies/policy.js'
import type { PolicyLevel, ReviewAction, ReviewEntry } from '../../domain/review-policies/report.js'
import type { Context } from '../unit-of-work.js'

/** How what a policy wants is saved; handed in, since saving may set the next policy off. */
export interface Saving {
  readonly hit: (context: Context, decision: Decision<HIT>) => Promise<unknown>
  readonly pair: (context: Context, decision: Decision<Pair>) => Promise<unknown>
}

/** Runs a HIT's policy for what was just submitted. */
export async function reviewSubmission(
  context: Context,
  saving: Saving,
  { hit, assignment }: Pair,
): Promise<void> {
  if (!hit.assignmentReviewPolicy) return
  const { scoreKnownAnswers } = await import('../../domain/review-policies/known-answers.js')
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  const given = readAnswers(assignment.answer ?? '')
  const review = scoreKnownAnswers(hit.assignmentReviewPolicy, assignment.id, given)
  const about = { targetId: assignment.id, targetType: 'Assignment' as const }
  await carryOut(context, saving, { hitId: hit.id, level: 'Assignment', about }, review)
}

/** Runs the policy of a HIT that has just become reviewable. */
export async function reviewHit(context: Context, saving: Saving, id: string): Promise<void> {
  const hit = await context.store.hits.find({ id })
  // The other policy may have extended it in the meantime.
  if (!hit?.hitReviewPolicy || hit.status !== 'Reviewable') return
  const { simplePlurality } = await import('../../domain/review-policies/plurality.js')
  const review = simplePlurality(hit.hitReviewPolicy, id, await ballotsOf(context, id))
  const about = { targetId: id, targetType: 'HIT' as const }
  await carryOut(context, saving, { hitId: id, level: 'HIT', about }, review)
}

async function ballotsOf({ store }: Context, hitId: string): Promise<readonly Ballot[]> {
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  const all = { limit: Number.MAX_SAFE_INTEGER }
  const assignments = await store.assignments.list({ hitId, status: visibleStates }, all)
  const entries = await store.reviewEntries.list({ hitId, level: 'Assignment' }, all)
  const scores = new Map(
    entries.flatMap(({ thing: { result } }): [string, number][] =>
      result?.key === 'KnownAnswerScore' ? [[result.subjectId, Number(result.value)]] : [],
    ),
  )
  return assignments.map(({ thing: { id, status, answer = '' } }) => ({
    assignmentId: id,
    rejected: status === 'Rejected',
    knownAnswerScore: scores.get(id),
    answers: readAnswers(answer),
  }))
}

interface Reviewed {
  readonly hitId: string
  readonly level: PolicyLevel
  readonly about: Pick<ReviewAction, 'targetId' | 'targetType'>
}

async function carryOut(
  context: Context,
  saving: Saving,
  { hitId, level, about }: Reviewed,
  { results, summary, wishes }: Review,
): Promise<void> {
  const { account, now } = context
  const write = (entry: Pick<ReviewEntry, 'result' | 'action'>) =>
    context.store.reviewEntries.put({ account, id: context.newId(), hitId, level, ...entry })

  // The results are there before anything is done about them: a HIT's policy reads the scores.
  for (const result of results) await write({ result })
  const done = { status: 'Succeeded', completeTime: now } as const
  await write({ action: { name: 'review', ...about, ...done, result: summary } })
  for (const wish of wishes) await write({ action: await fulfil(context, saving, hitId, wish) })
}

async function fulfil(
  context: Context,
  saving: Saving,
  hitId: string,
  wish: Wish,
): Promise<ReviewAction> {
  const target =
    wish.deed === 'extend'
      ? { targetId: hitId, targetType: 'HIT' as const }
      : { targetId: wish.assignmentId, targetType: 'Assignment' as const }
  const action = { name: wish.deed, ...target, completeTime: context.now }
  try {
    const result = await (wish.deed === 'extend'
      ? extend(context, saving, hitId, wish)
      : decide(context, saving, hitId, wish))
    return { ...action, status: 'Succeeded', result }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const { turkErrorCode, message } = error
    // Documented: the words for an assignment that is decided already.
    const result =
      wish.deed === 'extend' ? message : 'Assignment was in an invalid state for this operation.'
    return { ...action, status: 'Failed', result, errorCode: turkErrorCode }
  }
}

async function decide(
  context: Context,
  saving: Saving,
  hitId: string,
  { deed, assignmentId, reason }: Extract<Wish, { assignmentId: string }>,
): Promise<string> {
  const { store, now } = context
  const hit = (await store.hits.find({ id: hitId }))!
  const assignment = (await store.assignments.find({ id: assignmentId }))!
  if (deed === 'approve' && assignment.status === 'Approved') return 'Already approved'
  const decision =
    deed === 'approve'
      ? approve({ hit, assignment }, { now, feedback: reason, override: false })
      : reject({ hit, assignment }, { now, feedback: reason ?? '' })
  await saving.pair(context, decision)
  return deed === 'approve' ? 'Approved' : 'Rejected'
}

/** "If the policy was configured to extend a HIT to a maximum, … it will take no action and report SUCCESS." */
async function extend(
  context: Context,
  saving: Saving,
  hitId: string,
  { most, seconds }: Extract<Wish, { deed: 'extend' }>,
): Promise<string> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  const { maxAssignments, expiration } = hit
  if (maxAssignments >= most) return `Already extended to ${maxAssignments} assignments`
  const least = new Date(context.now.getTime() + seconds * 1000)
  const extended = { ...hit, expiration: expiration < least ? least : expiration }
  // An expiration that was moved into the future is to be told again.
  const expired = hit.expired && extended.expiration <= context.now
  await saving.hit(context, addAssignments({ ...extended, expired }, 1, context.now))
  return `Extended to ${maxAssignments + 1} assignments`
}
