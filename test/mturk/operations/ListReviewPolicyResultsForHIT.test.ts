import { ListReviewPolicyResultsForHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import {
  initialTime,
  knownAnswers,
  plurality,
  startTestEmulator,
  startWithReviewPolicy,
} from '../../support/setup.js'

const policies = {
  AssignmentReviewPolicy: knownAnswers({
    AnswerKey: { animal: ['cat'] },
    ApproveIfKnownAnswerScoreIsAtLeast: '100',
  }),
  HITReviewPolicy: plurality({ QuestionIds: ['animal'], QuestionAgreementThreshold: '50' }),
}

async function startWithReviewResults() {
  const emulator = await startWithReviewPolicy(policies)
  const AssignmentId = await emulator.submitAnswers('A1WORKER', { animal: 'cat' })
  return { ...emulator, AssignmentId }
}

test('returns the results and actions of a HIT’s review policies', async () => {
  const { HITId, AssignmentId, listReviewResults } = await startWithReviewResults()

  const { AssignmentReviewReport, HITReviewReport } = await listReviewResults()

  expect(AssignmentReviewReport).toEqual({
    ReviewResults: [
      {
        ActionId: expect.any(String),
        SubjectId: AssignmentId,
        SubjectType: 'Assignment',
        QuestionId: 'animal',
        Key: 'KnownAnswerCorrect',
        Value: '1',
      },
      {
        ActionId: expect.any(String),
        SubjectId: AssignmentId,
        SubjectType: 'Assignment',
        Key: 'KnownAnswerScore',
        Value: '100',
      },
    ],
    ReviewActions: [
      {
        ActionId: expect.any(String),
        ActionName: 'review',
        TargetId: AssignmentId,
        TargetType: 'Assignment',
        Status: 'Succeeded',
        CompleteTime: initialTime,
        Result: 'Reviewed one known answer; 1/1 correct',
      },
      {
        ActionId: expect.any(String),
        ActionName: 'approve',
        TargetId: AssignmentId,
        TargetType: 'Assignment',
        Status: 'Succeeded',
        CompleteTime: initialTime,
        Result: 'Approved',
      },
    ],
  })
  expect(HITReviewReport!.ReviewResults!.map(({ Key, Value }) => [Key, Value])).toEqual([
    ['AgreedAnswerFound', 'true'],
    ['AgreedAnswer', 'cat'],
    ['AnswerAgreementScore', '100'],
    ['WorkerAgreementScore', '100'],
    ['PluralityAnswersCorrect', '1'],
    ['PluralityAnswersIncorrect', '0'],
    ['HitAgreementScore', '100'],
  ])
  expect(HITReviewReport!.ReviewActions).toMatchObject([{ ActionName: 'review', TargetId: HITId }])
})

test('returns one level, only results or only actions, as requested', async () => {
  const { listReviewResults } = await startWithReviewResults()
  const sizes = async (more: object) => {
    const { AssignmentReviewReport: one, HITReviewReport: two } = await listReviewResults(more)
    return [one, two].map(
      (each) => each && [each.ReviewResults?.length, each.ReviewActions?.length],
    )
  }

  expect(await sizes({ PolicyLevels: ['Assignment'] })).toEqual([[2, 2], undefined])
  expect(await sizes({ PolicyLevels: ['HIT'], RetrieveActions: false })).toEqual([
    undefined,
    [7, undefined],
  ])
  expect(await sizes({ RetrieveResults: false })).toEqual([
    [undefined, 2],
    [undefined, 1],
  ])
})

test('a HIT without policies has no reports', async () => {
  const { mturk, createHit } = await startTestEmulator()
  const { HITId } = await createHit()

  const { $metadata: _, ...answer } = await mturk.send(
    new ListReviewPolicyResultsForHITCommand({ HITId }),
  )

  expect(answer).toEqual({ HITId })
})

test('comes in pages, as every list does', async () => {
  const { submitAnswers, listReviewResults } = await startWithReviewPolicy({
    AssignmentReviewPolicy: knownAnswers({ AnswerKey: { animal: ['cat'] } }),
  })
  await submitAnswers('A1WORKER', { animal: 'cat' })

  const first = await listReviewResults({ MaxResults: 2 })
  const second = await listReviewResults({ MaxResults: 2, NextToken: first.NextToken })
  const last = await listReviewResults({ MaxResults: 2, NextToken: second.NextToken })

  const lines = [first, second, last].map(({ AssignmentReviewReport: each }) => [
    each!.ReviewResults!.length,
    each!.ReviewActions!.length,
  ])
  expect(lines).toEqual([
    [2, 0],
    [0, 1],
    [0, 0],
  ])
  expect(last.NextToken).toBeUndefined()
})

test('refuses a HIT that does not exist, and an invalid level', async () => {
  const { listReviewResults } = await startWithReviewResults()

  await expect(listReviewResults({ HITId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(listReviewResults({ PolicyLevels: ['Worker' as 'HIT'] })).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('returns the policies as they were given', async () => {
  const { HITId, listReviewResults } = await startWithReviewResults()

  expect(await listReviewResults()).toMatchObject({ HITId, ...policies })
})
