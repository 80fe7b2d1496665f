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

/** One worker's work, as far as a vote needs it. */
export interface Ballot {
  readonly assignmentId: string
  readonly rejected: boolean
  readonly knownAnswerScore?: number
  readonly answers: GivenAnswers
}

const parametersOfPolicy = [
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

/** The questions that are put to the vote; none when it is another policy. */
export const questionsVotedOn = (policy: ReviewPolicy | undefined): readonly string[] =>
  policy?.PolicyName.startsWith('SimplePlurality')
    ? new PolicyParameters(policy, parametersOfPolicy).texts('QuestionIds')
    : []

/** Longer answers are not compared. */
const longestAnswer = 256

/**
 * SimplePlurality/2011-09-01: what most workers answered, how far each agrees with it, and what
 * follows ("HIT Review Policies" of the 2014 manual). That manual wants more than the threshold,
 * and its example has a threshold of 100, so here the threshold itself is enough; of two answers
 * given equally often neither is agreed.
 *
 * @throws RequestError for parameters that cannot be
 */
export function simplePlurality(
  policy: ReviewPolicy,
  hitId: string,
  ballots: readonly Ballot[],
): Review {
  const parameters = new PolicyParameters(policy, parametersOfPolicy)
  const questions = parameters.texts('QuestionIds')
  const threshold = parameters.number('QuestionAgreementThreshold', 0, 100)
  if (questions.length === 0 || threshold === undefined)
    throw policyNotValid('SimplePlurality needs QuestionIds and a QuestionAgreementThreshold.')
  if (questions.length > 15) throw policyNotValid('SimplePlurality takes 15 QuestionIds at most.')

  const counted = ballots.filter((ballot) => counts(ballot, parameters))
  const verdicts = questions.map((question) => verdictOn(question, counted, threshold))
  const agreed = verdicts.filter(isAgreed)
  const hitScore = percentage(agreed.length, questions.length)
  const workers = counted.map((ballot) => agreementOf(ballot, agreed))

  const subject = { subjectId: hitId, subjectType: 'HIT' as const }
  return {
    results: [
      ...verdicts.flatMap((verdict) =>
        foundOut(verdict).map(
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
    summary: `Reviewed ${counted.length} assignments; ${agreed.length}/${questions.length} answers agreed`,
    wishes: wishesFor(parameters, hitScore, workers),
  }
}

function counts({ rejected, knownAnswerScore }: Ballot, parameters: PolicyParameters): boolean {
  const disregards = !/^f/i.test(parameters.text('DisregardAssignmentIfRejected') ?? 'T')
  if (rejected && disregards) return false
  const least = parameters.number('DisregardAssignmentIfKnownAnswerScoreIsLessThan', 0, 101)
  return least === undefined || knownAnswerScore === undefined || knownAnswerScore >= least
}

interface Verdict {
  readonly question: string
  /** What enough workers agree on. */
  readonly answer?: string
  readonly score: number
}

type Agreed = Verdict & { readonly answer: string }

const isAgreed = (verdict: Verdict): verdict is Agreed => verdict.answer !== undefined

function verdictOn(question: string, ballots: readonly Ballot[], threshold: number): Verdict {
  const votes = new Map<string, number>()
  for (const { answers } of ballots) {
    const answer = comparable(answers.get(question))
    if (answer && answer.length <= longestAnswer) votes.set(answer, (votes.get(answer) ?? 0) + 1)
  }
  const total = [...votes.values()].reduce((sum, count) => sum + count, 0)
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a)
  if (!first || first[1] === second?.[1]) return { question, score: 0 }
  const score = percentage(first[1], total)
  return { question, answer: score >= threshold ? first[0] : undefined, score }
}

const foundOut = ({ answer, score }: Verdict): readonly { key: string; value: string }[] =>
  answer === undefined
    ? [{ key: 'AgreedAnswerFound', value: 'false' }]
    : [
        { key: 'AgreedAnswerFound', value: 'true' },
        { key: 'AgreedAnswer', value: answer },
        { key: 'AnswerAgreementScore', value: String(score) },
      ]

function agreementOf({ assignmentId, answers }: Ballot, agreed: readonly Agreed[]) {
  const right = agreed.filter(
    ({ question, answer }) => comparable(answers.get(question)) === answer,
  )
  const score = percentage(right.length, agreed.length)
  const subject = { subjectId: assignmentId, subjectType: 'Assignment' as const }
  const results: ReviewResult[] = [
    { ...subject, key: 'WorkerAgreementScore', value: String(score) },
    { ...subject, key: 'PluralityAnswersCorrect', value: String(right.length) },
    { ...subject, key: 'PluralityAnswersIncorrect', value: String(agreed.length - right.length) },
  ]
  return { assignmentId, score, results }
}

function wishesFor(
  parameters: PolicyParameters,
  hitScore: number,
  workers: readonly { readonly assignmentId: string; readonly score: number }[],
): Wish[] {
  const extendBelow = parameters.number('ExtendIfHITAgreementScoreIsLessThan', 1, 100)
  const approveFrom =
    parameters.number('ApproveIfWorkerAgreementScoreIsAtLeast', 0, 101) ??
    parameters.number('ApproveIfWorkerAgreementScoreIsNotLessThan', 0, 101)
  const rejectBelow = parameters.number('RejectIfWorkerAgreementScoreIsLessThan', 0, 101)
  const oneMore = extension(parameters)
  // While the HIT is extended for another opinion, nobody is judged yet.
  if (extendBelow !== undefined && hitScore < extendBelow) return [oneMore]
  return workers.flatMap(({ assignmentId, score }): Wish[] => {
    if (approveFrom !== undefined && score >= approveFrom)
      return [{ deed: 'approve', assignmentId }]
    if (rejectBelow !== undefined && score < rejectBelow)
      return [{ deed: 'reject', assignmentId, reason: parameters.text('RejectReason') }]
    return []
  })
}
