import {
  AcceptQualificationRequestCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startOfTime, turk } from '../../support/market.js'
import { startQualified } from '../../support/qualified.js'

test('lists what waits, of one type or of all', async () => {
  const { mturk, createId, ask } = await startQualified()
  const [cats, dogs] = [await createId({ Name: 'Cats' }), await createId({ Name: 'Dogs' })]
  await ask(cats, 'A1WORKER')
  await ask(dogs, 'A2WORKER')
  const list = async (QualificationTypeId?: string) => {
    const command = new ListQualificationRequestsCommand({ QualificationTypeId })
    return (await mturk.send(command)).QualificationRequests!.map(({ WorkerId }) => WorkerId)
  }

  expect([await list(), await list(dogs)]).toEqual([['A1WORKER', 'A2WORKER'], ['A2WORKER']])
})

test('leaves out what was decided', async () => {
  const { mturk, createId, ask } = await startQualified()
  const QualificationRequestId = await ask(await createId())

  await mturk.send(new AcceptQualificationRequestCommand({ QualificationRequestId }))

  expect((await mturk.send(new ListQualificationRequestsCommand({}))).NumResults).toBe(0)
})

test('refuses a type that does not exist, or is another’s', async () => {
  const { mturk, createId, asAnother } = await startQualified()
  const QualificationTypeId = await createId()

  for (const [client, id] of [
    [mturk, '3NONE'],
    [asAnother('123456789012'), QualificationTypeId],
  ] as const)
    await expect(
      client.send(new ListQualificationRequestsCommand({ QualificationTypeId: id })),
    ).rejects.toMatchObject(turk('QualificationTypeDoesNotExist'))
})

test('answers each request whole, and how many', async () => {
  const { mturk, createId, ask } = await startQualified()
  const QualificationTypeId = await createId()
  const QualificationRequestId = await ask(QualificationTypeId)

  expect(await mturk.send(new ListQualificationRequestsCommand({}))).toMatchObject({
    NumResults: 1,
    QualificationRequests: [
      {
        QualificationRequestId,
        QualificationTypeId,
        WorkerId: 'A1WORKER',
        SubmitTime: startOfTime,
      },
    ],
  })
})
