import { AssociateQualificationWithWorkerCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

test('gives a worker a score, and another one the next time', async () => {
  const { createId, grant, score } = await startQualified()
  const type = await createId()

  await grant(type, 'A1WORKER')
  expect(await score(type)).toBe(1)
  await grant(type, 'A1WORKER', 7)
  expect(await score(type)).toBe(7)
})

test('leaves a request of the worker’s waiting', async () => {
  const { createId, grant, ask, control } = await startQualified()
  const type = await createId()
  await ask(type)

  await grant(type, 'A1WORKER')

  await expect(control.requestQualification('A1WORKER', type)).rejects.toThrow('requested')
})

test('writes no mail, whatever SendNotification says', async () => {
  const { mturk, createId, mailbox, settled } = await startQualified()
  const QualificationTypeId = await createId()

  for (const SendNotification of [true, false, undefined])
    await mturk.send(
      new AssociateQualificationWithWorkerCommand({
        QualificationTypeId,
        WorkerId: 'A1WORKER',
        SendNotification,
      }),
    )

  await settled()
  expect(mailbox.all()).toEqual([])
})

test('refuses a type that does not exist, is another’s, or the service’s own', async () => {
  const { mturk, createId, grant, asAnother } = await startQualified()
  const type = await createId()
  const other = asAnother('123456789012')
  const give = { QualificationTypeId: type, WorkerId: 'A1WORKER' }

  await expect(grant('3NONE', 'A1WORKER')).rejects.toMatchObject(
    turk('QualificationTypeDoesNotExist', 'QualificationType 3NONE does not exist.'),
  )
  for (const [client, QualificationTypeId] of [
    [other, type],
    [mturk, '00000000000000000060'],
  ] as const)
    await expect(
      client.send(new AssociateQualificationWithWorkerCommand({ ...give, QualificationTypeId })),
    ).rejects.toMatchObject(turk('QualificationTypeDoesNotExist'))
})

test('refuses a worker ID that cannot be one', async () => {
  const { createId, grant } = await startQualified()

  await expect(grant(await createId(), 'nonsense')).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('answers nothing', async () => {
  const { createId, grant } = await startQualified()

  const { $metadata: _, ...answer } = await grant(await createId(), 'A1WORKER')

  expect(answer).toEqual({})
})
