import {
  AcceptQualificationRequestCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { initialTime, startTestEmulator } from '../../support/setup.js'

test('lists pending requests, of one type or of all', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const [cats, dogs] = [
    await createQualificationTypeId({ Name: 'Cats' }),
    await createQualificationTypeId({ Name: 'Dogs' }),
  ]
  await requestQualification(cats, 'A1WORKER')
  await requestQualification(dogs, 'A2WORKER')
  const list = async (QualificationTypeId?: string) => {
    const command = new ListQualificationRequestsCommand({ QualificationTypeId })
    return (await mturk.send(command)).QualificationRequests!.map(({ WorkerId }) => WorkerId)
  }

  expect([await list(), await list(dogs)]).toEqual([['A1WORKER', 'A2WORKER'], ['A2WORKER']])
})

test('leaves out granted and rejected requests', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationRequestId = await requestQualification(await createQualificationTypeId())

  await mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))

  expect((await mturk.send(new ListQualificationRequestsCommand({}))).NumResults).toBe(0)
})

test('refuses a type that does not exist, or is another requester’s', async () => {
  const { mturk, createQualificationTypeId, connectAs } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [connectAs('123456789012'), QualificationTypeId],
  ] as const)
    await expect(
      client.send(new ListQualificationRequestsCommand({ QualificationTypeId: id })),
    ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
})

test('returns each request whole, and their number', async () => {
  const { mturk, createQualificationTypeId, requestQualification } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()
  const QualificationRequestId = await requestQualification(QualificationTypeId)

  expect(await mturk.send(new ListQualificationRequestsCommand({}))).toMatchObject({
    NumResults: 1,
    QualificationRequests: [
      {
        QualificationRequestId,
        QualificationTypeId,
        WorkerId: 'A1WORKER',
        SubmitTime: initialTime,
      },
    ],
  })
})
