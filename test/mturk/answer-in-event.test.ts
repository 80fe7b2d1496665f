import { GetAssignmentCommand, UpdateNotificationSettingsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { parseMail } from '../../src/services/smtp/mailbox.js'
import { startTestEmulator } from '../support/setup.js'

async function startWithSubscribedHit() {
  const emulator = await startTestEmulator()
  const { mturk, control } = emulator
  const { HITId, HITTypeId } = await emulator.createHit({ MaxAssignments: 2 })
  const { documents } = await emulator.subscribeQueue(HITTypeId!, ['AssignmentSubmitted'])
  const submit = async (workerId: string, drawing: string) => {
    const { id } = await control.accept(workerId, HITId!)
    await control.submit(workerId, id, { drawing })
    const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId: id }))
    return Assignment!
  }
  const events = async () => (await documents()).map((body) => JSON.parse(body).Events[0])
  return { ...emulator, HITTypeId: HITTypeId!, documents, events, submit }
}

test('an event of a submission has its answer first, as GetAssignment has it', async () => {
  const { submit, documents, events } = await startWithSubscribedHit()

  const { Answer } = await submit('A1WORKER', 'miaow')

  expect((await documents())[0]).toMatch(/^\{"Events":\[\{"Answer":/)
  expect((await events())[0].Answer).toBe(Answer)
})

test('an answer that is too large for a queue is left out of the event', async () => {
  const { submit, events } = await startWithSubscribedHit()

  const { AssignmentId } = await submit('A1WORKER', 'x'.repeat(262_144))

  expect(await events()).toMatchObject([{ EventType: 'AssignmentSubmitted', AssignmentId }])
  expect((await events())[0].Answer).toBeUndefined()
})

test('a mail has the answer in its attachment, however large', async () => {
  const { mturk, HITTypeId, submit, mailbox, waitUntilIdle } = await startWithSubscribedHit()
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Destination: 'me@example.com',
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: ['AssignmentSubmitted'],
      },
    }),
  )

  const { Answer } = await submit('A1WORKER', 'x'.repeat(262_144))
  await waitUntilIdle()

  const { attachments } = await parseMail(mailbox.all()[0]!)
  expect(
    JSON.parse(Buffer.from(attachments[0]!.content, 'base64').toString()).Events[0].Answer,
  ).toBe(Answer)
})
