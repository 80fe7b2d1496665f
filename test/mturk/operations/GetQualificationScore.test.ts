import {
  DisassociateQualificationFromWorkerCommand,
  GetQualificationScoreCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startOfTime, turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

test('a grant later on is told with its own time', async () => {
  const { mturk, control, createId, grant } = await startQualified()
  const QualificationTypeId = await createId()
  await grant(QualificationTypeId, 'A1WORKER', 7)
  await control.advance('PT1H')
  await grant(QualificationTypeId, 'A1WORKER', 8)

  const { Qualification } = await mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  expect(Qualification).toMatchObject({
    GrantTime: new Date(startOfTime.getTime() + 3_600_000),
    IntegerValue: 8,
  })
})

test('refuses a worker who never had it, one who has it no more, and a type that is none', async () => {
  const { mturk, createId, grant, score } = await startQualified()
  const QualificationTypeId = await createId()

  await expect(score(QualificationTypeId)).rejects.toMatchObject(
    turk('QualificationDoesNotExist', 'You requested a Qualification that does not exist.'),
  )
  await grant(QualificationTypeId, 'A1WORKER')
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )
  await expect(score(QualificationTypeId)).rejects.toMatchObject(
    turk('InvalidQualificationState', 'This operation can be called with a status of: Granted'),
  )
  await expect(score('3NONE')).rejects.toMatchObject(
    turk('QualificationTypeDoesNotExist', 'QualificationType 3NONE does not exist.'),
  )
})

test('refuses to tell another’s', async () => {
  const { createId, grant, asAnother } = await startQualified()
  const QualificationTypeId = await createId()
  await grant(QualificationTypeId, 'A1WORKER')

  const answer = asAnother('123456789012').send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  await expect(answer).rejects.toMatchObject(turk('QualificationTypeDoesNotExist'))
})

test('answers the qualification whole', async () => {
  const { mturk, createId, grant } = await startQualified()
  const QualificationTypeId = await createId()
  await grant(QualificationTypeId, 'A1WORKER', 7)

  const { Qualification } = await mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId: 'A1WORKER' }),
  )

  expect(Qualification).toEqual({
    QualificationTypeId,
    WorkerId: 'A1WORKER',
    GrantTime: startOfTime,
    IntegerValue: 7,
    Status: 'Granted',
  })
})
