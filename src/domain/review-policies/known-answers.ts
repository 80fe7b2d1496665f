import { policyNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'
import {
  comparable,
  extension,
  type GivenAnswers,
  PolicyParameters,
  percentage,
  type Review,
  type ReviewResult,
  type Wish,
} from './policy.js'

const parametersOfPolicy = [
  'AnswerKey',
  'ApproveIfKnownAnswerScoreIsAtLeast',
  'ApproveReason',
  'RejectIfKnownAnswerScoreIsLessThan',
  'RejectReason',
  'ExtendIfKnownAnswerScoreIsLessThan',
  'ExtendMaximumAssignments',
  'ExtendMinimumTimeInSeconds',
]

/** The right answers that a policy knows, by question; none when it is another policy. */
export const answersKnownTo = (policy: ReviewPolicy | undefined): GivenAnswers =>
  policy?.PolicyName.startsWith('ScoreMyKnownAnswers')
    ? new PolicyParameters(policy, parametersOfPolicy).answers('AnswerKey')
    : new Map()

/**
 * ScoreMyKnownAnswers/2011-09-01: how many of the questions with known answers a worker got right,
 * in per cent, and what follows ("Assignment Review Policies" of the 2014 manual). All values of an
 * answer must match, and no other; an empty one never does.
 *
 * @throws RequestError for parameters that cannot be
 */
export function scoreKnownAnswers(
  policy: ReviewPolicy,
  assignmentId: string,
  given: GivenAnswers,
): Review {
  const parameters = new PolicyParameters(policy, parametersOfPolicy)
  const key = [...parameters.answers('AnswerKey')]
  if (key.length === 0) throw policyNotValid('ScoreMyKnownAnswers needs an AnswerKey.')

  const subject = { subjectId: assignmentId, subjectType: 'Assignment' as const }
  const marks = key.map(([questionId, wanted]): ReviewResult => {
    const right =
      comparable(wanted) !== '' && comparable(wanted) === comparable(given.get(questionId))
    return { ...subject, questionId, key: 'KnownAnswerCorrect', value: right ? '1' : '0' }
  })
  const correct = marks.filter(({ value }) => value === '1').length
  const score = percentage(correct, key.length)

  const questions = key.length === 1 ? 'one known answer' : `${key.length} known answers`
  return {
    results: [...marks, { ...subject, key: 'KnownAnswerScore', value: String(score) }],
    summary: `Reviewed ${questions}; ${correct}/${key.length} correct`,
    wishes: wishesFor(parameters, assignmentId, score),
  }
}

function wishesFor(parameters: PolicyParameters, assignmentId: string, score: number): Wish[] {
  const wishes: Wish[] = []
  const approveFrom = parameters.number('ApproveIfKnownAnswerScoreIsAtLeast', 0, 101)
  const rejectBelow = parameters.number('RejectIfKnownAnswerScoreIsLessThan', 0, 101)
  const extendBelow = parameters.number('ExtendIfKnownAnswerScoreIsLessThan', 0, 101)
  const oneMore = extension(parameters)
  if (approveFrom !== undefined && score >= approveFrom)
    wishes.push({ deed: 'approve', assignmentId, reason: parameters.text('ApproveReason') })
  if (rejectBelow !== undefined && score < rejectBelow)
    wishes.push({ deed: 'reject', assignmentId, reason: parameters.text('RejectReason') })
  if (extendBelow !== undefined && score < extendBelow) wishes.push(oneMore)
  return wishes
}
