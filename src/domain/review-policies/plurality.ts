import { reviewPolicyNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'
import {
  type AnswersByQuestion,
  buildExtendDecision,
  normalizeAnswer,
  PolicyParameters,
  percentage,
  type Review,
  type ReviewDecision,
  type ReviewResult,
} from './policy.js'

/** One worker's answers in a vote. */
export interface Vote {
  readonly assignmentId: string
  readonly rejected: boolean
  readonly knownAnswerScore?: number
  readonly answers: AnswersByQuestion
}

const parameterNames = [
  'QuestionIds',
  'QuestionAgreementThreshold',
  'DisregardAssignmentIfRejected',
  'DisregardAssignmentIfKnownAnswerScoreIsLessThan',
  'ExtendIfHITAgreementScoreIsLessThan',
  'ExtendMaximumAssignments',
  'ExtendMinimumTimeInSeconds',
  'ApproveIfWorkerAgreementScoreIsAtLeast',
  'ApproveIfWorkerAgreementScoreIsNotLessThan',
  'RejectIfWorkerAgreementScoreIsLessThan',
  'RejectReason',
]

/** The questions to vote on; none for another policy. */
export const getPluralityQuestions = (policy: ReviewPolicy | undefined): readonly string[] =>
  policy?.PolicyName.startsWith('SimplePlurality')
    ? new PolicyParameters(policy, parameterNames).texts('QuestionIds')
    : []

/** Longer answers are not compared. */
const maxAnswerLength = 256

/**
 * SimplePlurality/2011-09-01: what most workers answered, how far each agrees with it, and what
 * follows ("HIT Review Policies" of the 2014 manual). That manual wants more than the threshold,
 * and its example has a threshold of 100, so here the threshold itself is enough; of two answers
 * given equally often neither is agreed.
 *
 * @throws RequestError for parameters that cannot be
 */
export function evaluateSimplePlurality(
  policy: ReviewPolicy,
  hitId: string,
  votes: readonly Vote[],
): Review {
  const parameters = new PolicyParameters(policy, parameterNames)
  const questions = parameters.texts('QuestionIds')
  const threshold = parameters.number('QuestionAgreementThreshold', 0, 100)
  if (questions.length === 0 || threshold === undefined)
    throw reviewPolicyNotValid(
      'SimplePlurality needs QuestionIds and a QuestionAgreementThreshold.',
    )
  if (questions.length > 15)
    throw reviewPolicyNotValid('SimplePlurality takes 15 QuestionIds at most.')

  const eligibleVotes = votes.filter((vote) => isEligible(vote, parameters))
  const agreements = questions.map((question) =>
    computeQuestionAgreement(question, eligibleVotes, threshold),
  )
  const agreedQuestions = agreements.filter(isAgreed)
  const hitScore = percentage(agreedQuestions.length, questions.length)
  const workers = eligibleVotes.map((vote) => computeWorkerAgreement(vote, agreedQuestions))

  const subject = { subjectId: hitId, subjectType: 'HIT' as const }
  return {
    results: [
      ...agreements.flatMap((verdict) =>
        toResults(verdict).map(
          (result): ReviewResult => ({
            ...subject,
            questionId: verdict.question,
            ...result,
          }),
        ),
      ),
      ...workers.flatMap(({ results }) => results),
      { ...subject, key: 'HitAgreementScore', value: String(hitScore) },
    ],
    summary: `Reviewed ${eligibleVotes.length} assignments; ${agreedQuestions.length}/${questions.length} answers agreed`,
    decisions: decide(parameters, hitScore, workers),
  }
}

function isEligible({ rejected, knownAnswerScore }: Vote, parameters: PolicyParameters): boolean {
  const ignoresRejected = !/^f/i.test(parameters.text('DisregardAssignmentIfRejected') ?? 'T')
  if (rejected && ignoresRejected) return false
  const minScore = parameters.number('DisregardAssignmentIfKnownAnswerScoreIsLessThan', 0, 101)
  return minScore === undefined || knownAnswerScore === undefined || knownAnswerScore >= minScore
}

interface QuestionAgreement {
  readonly question: string
  /** The answer that enough workers agree on. */
  readonly answer?: string
  readonly score: number
}

type AgreedQuestion = QuestionAgreement & { readonly answer: string }

const isAgreed = (agreement: QuestionAgreement): agreement is AgreedQuestion =>
  agreement.answer !== undefined

function computeQuestionAgreement(
  question: string,
  votes: readonly Vote[],
  threshold: number,
): QuestionAgreement {
  const countByAnswer = new Map<string, number>()
  for (const { answers } of votes) {
    const answer = normalizeAnswer(answers.get(question))
    if (answer && answer.length <= maxAnswerLength)
      countByAnswer.set(answer, (countByAnswer.get(answer) ?? 0) + 1)
  }
  const total = [...countByAnswer.values()].reduce((sum, count) => sum + count, 0)
  const [first, second] = [...countByAnswer].sort(([, a], [, b]) => b - a)
  if (!first || first[1] === second?.[1]) return { question, score: 0 }
  const score = percentage(first[1], total)
  return { question, answer: score >= threshold ? first[0] : undefined, score }
}

const toResults = ({
  answer,
  score,
}: QuestionAgreement): readonly { key: string; value: string }[] =>
  answer === undefined
    ? [{ key: 'AgreedAnswerFound', value: 'false' }]
    : [
        { key: 'AgreedAnswerFound', value: 'true' },
        { key: 'AgreedAnswer', value: answer },
        { key: 'AnswerAgreementScore', value: String(score) },
      ]

function computeWorkerAgreement(
  { assignmentId, answers }: Vote,
  agreedQuestions: readonly AgreedQuestion[],
) {
  const correct = agreedQuestions.filter(
    ({ question, answer }) => normalizeAnswer(answers.get(question)) === answer,
  )
  const score = percentage(correct.length, agreedQuestions.length)
  const subject = { subjectId: assignmentId, subjectType: 'Assignment' as const }
  const results: ReviewResult[] = [
    { ...subject, key: 'WorkerAgreementScore', value: String(score) },
    { ...subject, key: 'PluralityAnswersCorrect', value: String(correct.length) },
    {
      ...subject,
      key: 'PluralityAnswersIncorrect',
      value: String(agreedQuestions.length - correct.length),
    },
  ]
  return { assignmentId, score, results }
}

function decide(
  parameters: PolicyParameters,
  hitScore: number,
  workers: readonly { readonly assignmentId: string; readonly score: number }[],
): ReviewDecision[] {
  const extendThreshold = parameters.number('ExtendIfHITAgreementScoreIsLessThan', 1, 100)
  const approveThreshold =
    parameters.number('ApproveIfWorkerAgreementScoreIsAtLeast', 0, 101) ??
    parameters.number('ApproveIfWorkerAgreementScoreIsNotLessThan', 0, 101)
  const rejectThreshold = parameters.number('RejectIfWorkerAgreementScoreIsLessThan', 0, 101)
  const extendDecision = buildExtendDecision(parameters)
  // While the HIT is extended for another opinion, no assignment is decided.
  if (extendThreshold !== undefined && hitScore < extendThreshold) return [extendDecision]
  return workers.flatMap(({ assignmentId, score }): ReviewDecision[] => {
    if (approveThreshold !== undefined && score >= approveThreshold)
      return [{ action: 'approve', assignmentId }]
    if (rejectThreshold !== undefined && score < rejectThreshold)
      return [{ action: 'reject', assignmentId, reason: parameters.text('RejectReason') }]
    return []
  })
}
