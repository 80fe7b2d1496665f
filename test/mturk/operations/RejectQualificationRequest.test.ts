import {
  ListQualificationRequestsCommand,
  RejectQualificationRequestCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

test('refuses the worker, whose request waits no longer', async () => {
  const { mturk, createId, ask, score } = await startQualified()
  const type = await createId()
  const QualificationRequestId = await ask(type)

  await mturk.send(
    new RejectQualificationRequestCommand({ QualificationRequestId, Reason: 'Not yet.' }),
  )

  await expect(score(type)).rejects.toMatchObject(turk('QualificationDoesNotExist'))
  expect((await mturk.send(new ListQualificationRequestsCommand({}))).NumResults).toBe(0)
})

test('leaves what the worker has already', async () => {
  const { mturk, createId, grant, ask, score } = await startQualified()
  const type = await createId()
  const QualificationRequestId = await ask(type)
  await grant(type, 'A1WORKER', 5)

  await mturk.send(new RejectQualificationRequestCommand({ QualificationRequestId }))

  expect(await score(type)).toBe(5)
})

test('refuses a request that does not exist, or was decided before', async () => {
  const { mturk, createId, ask } = await startQualified()
  const reject = (QualificationRequestId: string) =>
    mturk.send(new RejectQualificationRequestCommand({ QualificationRequestId }))
  const id = await ask(await createId())
  await reject(id)

  await expect(reject('3NONE')).rejects.toMatchObject(turk('QualificationRequestDoesNotExist'))
  await expect(reject(id)).rejects.toMatchObject(turk('InvalidQualificationRequestState'))
})

test('answers nothing', async () => {
  const { mturk, createId, ask } = await startQualified()
  const QualificationRequestId = await ask(await createId())

  const { $metadata: _, ...answer } = await mturk.send(
    new RejectQualificationRequestCommand({ QualificationRequestId }),
  )

  expect(answer).toEqual({})
})
