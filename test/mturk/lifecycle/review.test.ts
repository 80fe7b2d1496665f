import {
  ApproveAssignmentCommand,
  GetAssignmentCommand,
  GetHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  initialTime,
  knownAnswers,
  plurality,
  reviewPolicy,
  startTestEmulator,
  startWithReviewPolicy,
} from '../../support/setup.js'

test('known answers approve one assignment and reject another, and the report gives the scores', async () => {
  const AssignmentReviewPolicy = knownAnswers({
    AnswerKey: { animal: ['cat'], colours: ['white', 'black'] },
    ApproveIfKnownAnswerScoreIsAtLeast: '100',
    RejectIfKnownAnswerScoreIsLessThan: '60',
    RejectReason: 'That was no cat.',
  })
  const {
    submitAnswers,
    getAssignmentStatus,
    listReviewResults,
    receivedEventTypes,
    mturk,
    HITId,
  } = await startWithReviewPolicy({
    MaxAssignments: 2,
    AssignmentReviewPolicy,
  })

  const good = await submitAnswers('A1WORKER', { animal: ' cat ', colours: 'black|white' })
  const bad = await submitAnswers('A2WORKER', { animal: 'cat', colours: 'black' })

  expect([await getAssignmentStatus(good), await getAssignmentStatus(bad)]).toEqual([
    'Approved',
    'Rejected',
  ])
  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId: bad }))
  expect(Assignment!.RequesterFeedback).toBe('That was no cat.')
  const { AssignmentReviewReport, ...rest } = await listReviewResults()
  expect(rest).toMatchObject({ HITId, AssignmentReviewPolicy })
  expect(rest).not.toHaveProperty('HITReviewReport')
  const { ReviewResults, ReviewActions } = AssignmentReviewReport!
  expect(
    ReviewResults!.map(({ SubjectId, QuestionId, Key, Value }) => [
      SubjectId === good ? 'good' : 'bad',
      QuestionId,
      Key,
      Value,
    ]),
  ).toEqual([
    ['good', 'animal', 'KnownAnswerCorrect', '1'],
    ['good', 'colours', 'KnownAnswerCorrect', '1'],
    ['good', undefined, 'KnownAnswerScore', '100'],
    ['bad', 'animal', 'KnownAnswerCorrect', '1'],
    ['bad', 'colours', 'KnownAnswerCorrect', '0'],
    ['bad', undefined, 'KnownAnswerScore', '50'],
  ])
  const action = { ActionId: expect.any(String), CompleteTime: initialTime, Status: 'Succeeded' }
  const about = (TargetId: string) => ({ ...action, TargetId, TargetType: 'Assignment' })
  expect(ReviewActions).toEqual([
    { ...about(good), ActionName: 'review', Result: 'Reviewed 2 known answers; 2/2 correct' },
    { ...about(good), ActionName: 'approve', Result: 'Approved' },
    { ...about(bad), ActionName: 'review', Result: 'Reviewed 2 known answers; 1/2 correct' },
    { ...about(bad), ActionName: 'reject', Result: 'Rejected' },
  ])
  expect(await receivedEventTypes()).toEqual([
    'AssignmentAccepted',
    'AssignmentSubmitted',
    'AssignmentApproved',
    'AssignmentAccepted',
    'AssignmentSubmitted',
    'HITReviewable',
    'AssignmentRejected',
  ])
})

test('a wrong known answer extends the HIT for another worker, up to the maximum', async () => {
  const { submitAnswers, listReviewResults, mturk, HITId, receivedEventTypes } =
    await startWithReviewPolicy({
      AssignmentReviewPolicy: knownAnswers({
        AnswerKey: { animal: ['cat'] },
        ExtendIfKnownAnswerScoreIsLessThan: '100',
        ExtendMaximumAssignments: '2',
        ExtendMinimumTimeInSeconds: '7200',
      }),
    })

  await submitAnswers('A1WORKER', { animal: 'dog' })
  const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
  expect(HIT).toMatchObject({
    HITStatus: 'Assignable',
    MaxAssignments: 2,
    Expiration: new Date(initialTime.getTime() + 7_200_000),
  })
  await submitAnswers('A2WORKER', { animal: 'dog' })

  const { ReviewActions } = (await listReviewResults()).AssignmentReviewReport!
  expect(ReviewActions!.filter(({ ActionName }) => ActionName === 'extend')).toMatchObject([
    { TargetId: HITId, TargetType: 'HIT', Status: 'Succeeded' },
    { Status: 'Succeeded', Result: 'Already extended to 2 assignments' },
  ])
  expect((await receivedEventTypes()).filter((type) => type === 'HITExtended')).toHaveLength(1)
})

test('the example in the manual gets the score in the manual', async () => {
  const { submitAnswers, listReviewResults, getAssignmentStatus } = await startWithReviewPolicy({
    MaxAssignments: 3,
    HITReviewPolicy: plurality({
      // Lists are given as several values or as one with commas; clients use both.
      QuestionIDs: ['A,B', 'C', 'D'],
      QuestionAgreementThreshold: '50',
      ApproveIfWorkerAgreementScoreIsAtLeast: '100',
      RejectIfWorkerAgreementScoreIsLessThan: '60',
    }),
  })

  const first = await submitAnswers('A1WORKER', { A: 'coat', B: 'blue', C: 'large', D: 'Furry' })
  const second = await submitAnswers('A2WORKER', { A: 'sweater', B: 'blue', C: 'large', D: 'fur' })
  const third = await submitAnswers('A3WORKER', { A: 'coat', B: 'green', C: 'large', D: 'furr' })

  const { ReviewResults, ReviewActions } = (await listReviewResults()).HITReviewReport!
  const values = (key: string) =>
    ReviewResults!.filter(({ Key }) => Key === key).map(({ Value }) => Value)
  expect({
    found: values('AgreedAnswerFound'),
    answers: values('AgreedAnswer'),
    scores: values('AnswerAgreementScore'),
    hit: values('HitAgreementScore'),
    workers: values('WorkerAgreementScore'),
    correct: values('PluralityAnswersCorrect'),
    incorrect: values('PluralityAnswersIncorrect'),
  }).toEqual({
    found: ['true', 'true', 'true', 'false'],
    answers: ['coat', 'blue', 'large'],
    scores: ['66', '66', '100'],
    hit: ['75'],
    workers: ['100', '66', '66'],
    correct: ['3', '2', '2'],
    incorrect: ['0', '1', '1'],
  })
  expect(ReviewActions!.map(({ ActionName, Result }) => [ActionName, Result])).toEqual([
    ['review', 'Reviewed 3 assignments; 3/4 answers agreed'],
    ['approve', 'Approved'],
  ])
  expect(await Promise.all([first, second, third].map(getAssignmentStatus))).toEqual([
    'Approved',
    'Submitted',
    'Submitted',
  ])
})

test('a vote without a majority extends the HIT by one assignment, and then reviews all', async () => {
  const { submitAnswers, getAssignmentStatus, receivedEventTypes } = await startWithReviewPolicy({
    MaxAssignments: 2,
    HITReviewPolicy: plurality({
      QuestionIds: ['animal'],
      QuestionAgreementThreshold: '60',
      ExtendIfHITAgreementScoreIsLessThan: '100',
      ExtendMaximumAssignments: '3',
      ExtendMinimumTimeInSeconds: '3600',
      ApproveIfWorkerAgreementScoreIsAtLeast: '100',
      RejectIfWorkerAgreementScoreIsLessThan: '100',
    }),
  })

  const one = await submitAnswers('A1WORKER', { animal: 'cat' })
  const two = await submitAnswers('A2WORKER', { animal: 'dog' })
  expect(await getAssignmentStatus(one)).toBe('Submitted')
  const three = await submitAnswers('A3WORKER', { animal: 'cat' })

  expect(await Promise.all([one, two, three].map(getAssignmentStatus))).toEqual([
    'Approved',
    'Rejected',
    'Approved',
  ])
  expect((await receivedEventTypes()).filter((type) => type.startsWith('HIT'))).toEqual([
    'HITReviewable',
    'HITExtended',
    'HITReviewable',
  ])
})

test('a tie is no agreement, and answers that are too long are not compared', async () => {
  const { submitAnswers, listReviewResults } = await startWithReviewPolicy({
    MaxAssignments: 2,
    HITReviewPolicy: plurality({
      QuestionIds: ['tie', 'long', 'case'],
      QuestionAgreementThreshold: '50',
    }),
  })
  const long = 'x'.repeat(257)

  await submitAnswers('A1WORKER', { tie: 'cat', long, case: ' Cat ' })
  await submitAnswers('A2WORKER', { tie: 'dog', long, case: 'Cat' })

  const { ReviewResults } = (await listReviewResults()).HITReviewReport!
  expect(
    ReviewResults!.flatMap(({ QuestionId, Key, Value }) =>
      Key === 'AgreedAnswerFound' ? [[QuestionId, Value]] : [],
    ),
  ).toEqual([
    ['tie', 'false'],
    ['long', 'false'],
    ['case', 'true'],
  ])
})

test('work that the known answers rejected has no vote, and approved work stays approved', async () => {
  const { submitAnswers, listReviewResults } = await startWithReviewPolicy({
    MaxAssignments: 2,
    AssignmentReviewPolicy: knownAnswers({
      AnswerKey: { known: ['yes'] },
      ApproveIfKnownAnswerScoreIsAtLeast: '100',
      RejectIfKnownAnswerScoreIsLessThan: '100',
    }),
    HITReviewPolicy: plurality({
      QuestionIds: ['animal'],
      QuestionAgreementThreshold: '100',
      DisregardAssignmentIfRejected: 'T',
      DisregardAssignmentIfKnownAnswerScoreIsLessThan: '100',
      ApproveIfWorkerAgreementScoreIsAtLeast: '100',
    }),
  })

  await submitAnswers('A1WORKER', { known: 'yes', animal: 'cat' })
  await submitAnswers('A2WORKER', { known: 'no', animal: 'dog' })

  const { ReviewResults, ReviewActions } = (await listReviewResults({ PolicyLevels: ['HIT'] }))
    .HITReviewReport!
  expect(ReviewResults!.filter(({ Key }) => Key === 'WorkerAgreementScore')).toHaveLength(1)
  expect(
    ReviewActions!.map(({ ActionName, Status, Result }) => [ActionName, Status, Result]),
  ).toEqual([
    ['review', 'Succeeded', 'Reviewed 1 assignments; 1/1 answers agreed'],
    ['approve', 'Succeeded', 'Already approved'],
  ])
})

test('an action that is no longer possible is reported with its error', async () => {
  const { submitAnswers, listReviewResults, mturk } = await startWithReviewPolicy({
    MaxAssignments: 2,
    HITReviewPolicy: plurality({
      QuestionIds: ['animal'],
      QuestionAgreementThreshold: '1',
      RejectIfWorkerAgreementScoreIsLessThan: '101',
    }),
  })

  const one = await submitAnswers('A1WORKER', { animal: 'cat' })
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: one }))
  await submitAnswers('A2WORKER', { animal: 'cat' })

  const { ReviewActions } = (await listReviewResults({ RetrieveResults: false })).HITReviewReport!
  expect(ReviewActions!.filter(({ ActionName }) => ActionName === 'reject')).toMatchObject([
    {
      TargetId: one,
      Status: 'Failed',
      Result: 'Assignment was in an invalid state for this operation.',
      ErrorCode: 'AWS.MechanicalTurk.InvalidAssignmentState',
    },
    { Status: 'Succeeded', Result: 'Rejected' },
  ])
})

test.each([
  ['an unknown name', reviewPolicy('Guess/2011-09-01', {}), 'is no Assignment review policy'],
  ['no answer key', knownAnswers({}), 'needs an AnswerKey'],
  [
    'a score that is none',
    knownAnswers({ AnswerKey: { a: ['b'] }, ApproveIfKnownAnswerScoreIsAtLeast: '102' }),
    'Valid values range from 0 to 101.',
  ],
  [
    'a parameter that is none',
    knownAnswers({ AnswerKey: { a: ['b'] }, ApproveAlways: 'T' }),
    'has no parameter ApproveAlways',
  ],
])('a HIT with a policy with %s is refused', async (_, AssignmentReviewPolicy, words) => {
  const { createHit } = await startTestEmulator()

  await expect(createHit({ AssignmentReviewPolicy })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringContaining(words),
  })
})
