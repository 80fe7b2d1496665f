import { AssociateQualificationWithWorkerCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

test('grants a worker a score, and changes it the next time', async () => {
  const { createQualificationTypeId, grant, getScore } = await startTestEmulator()
  const type = await createQualificationTypeId()

  await grant(type, 'A1WORKER')
  expect(await getScore(type)).toBe(1)
  await grant(type, 'A1WORKER', 7)
  expect(await getScore(type)).toBe(7)
})

test('leaves a pending request of the worker unchanged', async () => {
  const { createQualificationTypeId, grant, requestQualification, control } =
    await startTestEmulator()
  const type = await createQualificationTypeId()
  await requestQualification(type)

  await grant(type, 'A1WORKER')

  await expect(
    control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: 'A1WORKER',
      body: { qualificationTypeId: type },
    }),
  ).rejects.toThrow('requested')
})

test('sends no email, whatever SendNotification says', async () => {
  const { mturk, createQualificationTypeId, mailbox, waitUntilIdle } = await startTestEmulator()
  const QualificationTypeId = await createQualificationTypeId()

  for (const SendNotification of [true, false, undefined])
    await mturk.send(
      new AssociateQualificationWithWorkerCommand({
        QualificationTypeId,
        WorkerId: 'A1WORKER',
        SendNotification,
      }),
    )

  await waitUntilIdle()
  expect(mailbox.all()).toEqual([])
})

test('refuses a type that does not exist, is another requester’s, or a system type', async () => {
  const { mturk, createQualificationTypeId, grant, connectAs } = await startTestEmulator()
  const type = await createQualificationTypeId()
  const other = connectAs('123456789012')
  const give = { QualificationTypeId: type, WorkerId: 'A1WORKER' }

  await expect(grant('3NONE', 'A1WORKER')).rejects.toMatchObject(
    expectedRequestError(
      'QualificationTypeDoesNotExist',
      'QualificationType 3NONE does not exist.',
    ),
  )
  for (const [client, QualificationTypeId] of [
    [other, type],
    [mturk, '00000000000000000060'],
  ] as const)
    await expect(
      client.send(new AssociateQualificationWithWorkerCommand({ ...give, QualificationTypeId })),
    ).rejects.toMatchObject(expectedRequestError('QualificationTypeDoesNotExist'))
})

test('refuses an invalid worker ID', async () => {
  const { createQualificationTypeId, grant } = await startTestEmulator()

  await expect(grant(await createQualificationTypeId(), 'nonsense')).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('returns nothing', async () => {
  const { createQualificationTypeId, grant } = await startTestEmulator()

  const { $metadata: _, ...answer } = await grant(await createQualificationTypeId(), 'A1WORKER')

  expect(answer).toEqual({})
})
