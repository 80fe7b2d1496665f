import { control } from '../control.js'
import { expectError } from '../expect-error.js'
import {
  createHit,
  createQualificationType,
  getScore,
  question,
  sendBonus,
  type,
} from '../requester.js'

export async function errors(story) {
  const { mturk, step, cats } = story
  const errorStep = (code, text, call) =>
    step(code, () =>
      expectError(story, call, { type: 'RequestError', code: `AWS.MechanicalTurk.${code}`, text }),
    )
  const twice = async (call) => {
    await call()
    await call()
  }

  await errorStep('HITDoesNotExist', 'Hit 3NONE does not exist.', () =>
    mturk('GetHIT', { HITId: '3NONE' }),
  )
  await errorStep('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.', () =>
    mturk('CreateHITWithHITType', {
      HITTypeId: '3NONE',
      LifetimeInSeconds: 3600,
      Question: question,
    }),
  )
  await errorStep('HITLayoutDoesNotExist', 'HIT layout 3NONE does not exist.', () =>
    mturk('CreateHIT', { ...type, LifetimeInSeconds: 3600, HITLayoutId: '3NONE' }),
  )
  await errorStep('HitAlreadyExists', 'already exists.', () =>
    twice(() => createHit(story, { UniqueRequestToken: 'hit' })),
  )
  await errorStep('InvalidHITState', "currently in the state 'Assignable'", async () =>
    mturk('DeleteHIT', { HITId: await createHit(story) }),
  )
  await errorStep('InvalidMaximumAssignmentsIncrease', '10 or more', async () =>
    mturk('CreateAdditionalAssignmentsForHIT', {
      HITId: await createHit(story, { MaxAssignments: 9 }),
      NumberOfAdditionalAssignments: 1,
    }),
  )

  await errorStep('AssignmentDoesNotExist', 'Assignment 3NONE does not exist.', () =>
    mturk('ApproveAssignment', { AssignmentId: '3NONE' }),
  )
  await errorStep('InvalidAssignmentState', 'with a status of: Submitted', () =>
    mturk('RejectAssignment', { AssignmentId: story.first, RequesterFeedback: 'No cat' }),
  )
  await errorStep('IdempotencyTokenAlreadyProcessed', 'has already been processed.', () =>
    twice(() => sendBonus(story, { UniqueRequestToken: 'twice' })),
  )
  await errorStep('InsufficientFunds', 'insufficient funds', () =>
    sendBonus(story, { BonusAmount: '1000000' }),
  )

  await errorStep('QualificationTypeDoesNotExist', 'QualificationType 3NONE does not exist.', () =>
    mturk('GetQualificationType', { QualificationTypeId: '3NONE' }),
  )
  await errorStep('QualificationTypeAlreadyExists', 'with this name', () =>
    createQualificationType(story, 'Draws cats'),
  )
  await errorStep('InvalidQualificationTypeState', 'with a status of:', async () => {
    const dogs = await createQualificationType(story, 'Draws dogs')
    await twice(() => mturk('DeleteQualificationType', { QualificationTypeId: dogs }))
  })
  await errorStep('QualificationDoesNotExist', 'that does not exist.', () =>
    getScore(story, 'A9WORKER'),
  )
  await errorStep('InvalidQualificationState', 'with a status of: Granted', async () => {
    await mturk('DisassociateQualificationFromWorker', {
      QualificationTypeId: cats,
      WorkerId: 'A5WORKER',
    })
    await getScore(story, 'A5WORKER')
  })

  const grant = (id) => mturk('AcceptQualificationRequest', { QualificationRequestId: id })
  await errorStep('QualificationRequestDoesNotExist', '3NONE does not exist.', () => grant('3NONE'))
  await errorStep('InvalidQualificationRequestState', 'with a status of: Submitted', async () => {
    const { id } = await control('POST', 'workers/A9WORKER/qualification-requests', {
      qualificationTypeId: cats,
    })
    await mturk('RejectQualificationRequest', { QualificationRequestId: id })
    await grant(id)
  })
}
