import { control } from '../control.js'
import { refused } from '../refused.js'
import { createHit, createQualificationType, question, scoreOf, sendBonus, type } from '../work.js'

export async function refusals(story) {
  const { mturk, step, cats } = story
  const refusal = (code, text, call) =>
    step(code, () =>
      refused(story, call, { type: 'RequestError', code: `AWS.MechanicalTurk.${code}`, text }),
    )
  const twice = async (call) => {
    await call()
    await call()
  }

  await refusal('HITDoesNotExist', 'Hit 3NONE does not exist.', () =>
    mturk('GetHIT', { HITId: '3NONE' }),
  )
  await refusal('HITTypeDoesNotExist', 'HIT type 3NONE does not exist.', () =>
    mturk('CreateHITWithHITType', {
      HITTypeId: '3NONE',
      LifetimeInSeconds: 3600,
      Question: question,
    }),
  )
  await refusal('HITLayoutDoesNotExist', 'HIT layout 3NONE does not exist.', () =>
    mturk('CreateHIT', { ...type, LifetimeInSeconds: 3600, HITLayoutId: '3NONE' }),
  )
  await refusal('HitAlreadyExists', 'already exists.', () =>
    twice(() => createHit(story, { UniqueRequestToken: 'hit' })),
  )
  await refusal('InvalidHITState', "currently in the state 'Assignable'", async () =>
    mturk('DeleteHIT', { HITId: await createHit(story) }),
  )
  await refusal('InvalidMaximumAssignmentsIncrease', '10 or more', async () =>
    mturk('CreateAdditionalAssignmentsForHIT', {
      HITId: await createHit(story, { MaxAssignments: 9 }),
      NumberOfAdditionalAssignments: 1,
    }),
  )

  await refusal('AssignmentDoesNotExist', 'Assignment 3NONE does not exist.', () =>
    mturk('ApproveAssignment', { AssignmentId: '3NONE' }),
  )
  await refusal('InvalidAssignmentState', 'with a status of: Submitted', () =>
    mturk('RejectAssignment', { AssignmentId: story.first, RequesterFeedback: 'No cat' }),
  )
  await refusal('IdempotencyTokenAlreadyProcessed', 'has already been processed.', () =>
    twice(() => sendBonus(story, { UniqueRequestToken: 'twice' })),
  )
  await refusal('InsufficientFunds', 'insufficient funds', () =>
    sendBonus(story, { BonusAmount: '1000000' }),
  )

  await refusal('QualificationTypeDoesNotExist', 'QualificationType 3NONE does not exist.', () =>
    mturk('GetQualificationType', { QualificationTypeId: '3NONE' }),
  )
  await refusal('QualificationTypeAlreadyExists', 'with this name', () =>
    createQualificationType(story, 'Draws cats'),
  )
  await refusal('InvalidQualificationTypeState', 'with a status of:', async () => {
    const dogs = await createQualificationType(story, 'Draws dogs')
    await twice(() => mturk('DeleteQualificationType', { QualificationTypeId: dogs }))
  })
  await refusal('QualificationDoesNotExist', 'that does not exist.', () =>
    scoreOf(story, 'A9WORKER'),
  )
  await refusal('InvalidQualificationState', 'with a status of: Granted', async () => {
    await mturk('DisassociateQualificationFromWorker', {
      QualificationTypeId: cats,
      WorkerId: 'A5WORKER',
    })
    await scoreOf(story, 'A5WORKER')
  })

  const grant = (id) => mturk('AcceptQualificationRequest', { QualificationRequestId: id })
  await refusal('QualificationRequestDoesNotExist', '3NONE does not exist.', () => grant('3NONE'))
  await refusal('InvalidQualificationRequestState', 'with a status of: Submitted', async () => {
    const { id } = await control('POST', 'workers/A9WORKER/qualification-requests', {
      qualificationTypeId: cats,
    })
    await mturk('RejectQualificationRequest', { QualificationRequestId: id })
    await grant(id)
  })
}
