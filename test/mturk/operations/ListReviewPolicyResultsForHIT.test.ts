import { ListReviewPolicyResultsForHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, startOfTime, turk } from '../../support/market.js'
import { knownAnswers, plurality, startReviewed } from '../../support/reviewed.js'

const policies = {
  AssignmentReviewPolicy: knownAnswers({
    AnswerKey: { animal: ['cat'] },
    ApproveIfKnownAnswerScoreIsAtLeast: '100',
  }),
  HITReviewPolicy: plurality({ QuestionIds: ['animal'], QuestionAgreementThreshold: '50' }),
}

async function startReported() {
  const market = await startReviewed(policies)
  const AssignmentId = await market.answer('A1WORKER', { animal: 'cat' })
  return { ...market, AssignmentId }
}

test('tells what the policies of a HIT found out, and what they did', async () => {
  const { HITId, AssignmentId, report } = await startReported()

  const { AssignmentReviewReport, HITReviewReport } = await report()

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
        CompleteTime: startOfTime,
        Result: 'Reviewed one known answer; 1/1 correct',
      },
      {
        ActionId: expect.any(String),
        ActionName: 'approve',
        TargetId: AssignmentId,
        TargetType: 'Assignment',
        Status: 'Succeeded',
        CompleteTime: startOfTime,
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

test('tells of one level, of results or of actions alone, as it is asked', async () => {
  const { report } = await startReported()
  const sizes = async (more: object) => {
    const { AssignmentReviewReport: one, HITReviewReport: two } = await report(more)
    return [one, two].map((each) => [each!.ReviewResults?.length, each!.ReviewActions?.length])
  }

  expect(await sizes({ PolicyLevels: ['Assignment'] })).toEqual([
    [2, 2],
    [0, 0],
  ])
  expect(await sizes({ PolicyLevels: ['HIT'], RetrieveActions: false })).toEqual([
    [0, undefined],
    [7, undefined],
  ])
  expect(await sizes({ RetrieveResults: false })).toEqual([
    [undefined, 2],
    [undefined, 1],
  ])
})

test('a HIT without policies has nothing to tell', async () => {
  const { mturk, createHit } = await startMarket()
  const { HITId } = await createHit()

  const { $metadata: _, ...answer } = await mturk.send(
    new ListReviewPolicyResultsForHITCommand({ HITId }),
  )

  const nothing = { ReviewResults: [], ReviewActions: [] }
  expect(answer).toEqual({ HITId, AssignmentReviewReport: nothing, HITReviewReport: nothing })
})

test('comes in pages, as every list does', async () => {
  const { answer, report } = await startReviewed({
    AssignmentReviewPolicy: knownAnswers({ AnswerKey: { animal: ['cat'] } }),
  })
  await answer('A1WORKER', { animal: 'cat' })

  const first = await report({ MaxResults: 2 })
  const second = await report({ MaxResults: 2, NextToken: first.NextToken })
  const last = await report({ MaxResults: 2, NextToken: second.NextToken })

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

test('refuses a HIT that does not exist, and a level that is none', async () => {
  const { report } = await startReported()

  await expect(report({ HITId: '3NONE' })).rejects.toMatchObject(
    turk('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(report({ PolicyLevels: ['Worker' as 'HIT'] })).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('answers the policies as they were given', async () => {
  const { HITId, report } = await startReported()

  expect(await report()).toMatchObject({ HITId, ...policies })
})
