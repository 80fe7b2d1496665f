import { AcceptQualificationRequestCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

test('grants what a worker asked for, with the score that is given', async () => {
  const { mturk, createId, ask, score } = await startQualified()
  const type = await createId()
  const QualificationRequestId = await ask(type)

  await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue: 9 }),
  )

  expect(await score(type)).toBe(9)
})

test('a score that is not given is 1, and another score than before replaces it', async () => {
  const { mturk, createId, grant, ask, score } = await startQualified()
  const type = await createId()
  const QualificationRequestId = await ask(type)
  await grant(type, 'A1WORKER', 5)

  await mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))

  expect(await score(type)).toBe(1)
})

test('refuses a request that does not exist', async () => {
  const { mturk } = await startQualified()

  const answer = mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId: '3NONE' }),
  )

  await expect(answer).rejects.toMatchObject(
    turk('QualificationRequestDoesNotExist', 'QualificationRequest 3NONE does not exist.'),
  )
})

test('refuses a request that was decided before', async () => {
  const { mturk, createId, ask } = await startQualified()
  const QualificationRequestId = await ask(await createId())
  const accept = () => mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))
  await accept()

  await expect(accept()).rejects.toMatchObject(turk('InvalidQualificationRequestState'))
})

test('answers nothing', async () => {
  const { mturk, createId, ask } = await startQualified()
  const QualificationRequestId = await ask(await createId())

  const { $metadata: _, ...answer } = await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId }),
  )

  expect(answer).toEqual({})
})
