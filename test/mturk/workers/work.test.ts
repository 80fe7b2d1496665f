import { CreateWorkerBlockCommand, GetAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test.each([
  ['who has it already', 'A1WORKER', 'You have an assignment of this HIT already.'],
  ['who is blocked', 'A2WORKER', 'The requester has blocked you.'],
])('a worker %s cannot accept the HIT, and gets the reason', async (_, worker, reason) => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ MaxAssignments: 3 })
  await control.putWorker('A2WORKER')
  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A2WORKER', Reason: 'spam' }))
  await control.accept('A1WORKER', HITId!)

  await expect(control.accept(worker, HITId!)).rejects.toThrow(reason)
})

test('HITs that are taken or expired cannot be accepted, nor other workers’ assignments submitted', async () => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)

  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('All its assignments are taken.')
  await expect(control.submit('A2WORKER', id)).rejects.toThrow(`You have no assignment ${id}.`)
  await control.advance('PT10M')
  await expect(control.submit('A1WORKER', id)).rejects.toThrow('is Abandoned already')
  await control.advance('PT1H')
  await expect(control.accept('A2WORKER', HITId!)).rejects.toThrow('The HIT has expired.')
})

test('a HIT’s own page submits by posting its form, from any site', async () => {
  const { mturk, createHit, control, endpoint } = await startTestEmulator()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  const post = (fields: Record<string, string>) =>
    fetch(`${endpoint}/mturk/externalSubmit`, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
      body: new URLSearchParams(fields),
    })

  expect((await post({ assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', a: 'b' })).status).toBe(400)
  expect((await post({ assignmentId: id, hitId: 'x', cat: 'yes' })).status).toBe(200)
  expect((await post({ assignmentId: id, cat: 'again' })).status).toBe(409)

  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId: id }))
  expect(Assignment!.Answer).toContain(
    '<Answer><QuestionIdentifier>cat</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>',
  )
})

test('work is refused after its deadline, even before the job that abandons it has run', async () => {
  const { marketplace, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  await marketplace.store.transaction(async (tx) => {
    const assignment = (await tx.assignments.find({ id }))!
    await tx.assignments.put({ ...assignment, deadline: marketplace.clock.now() })
  })

  await expect(control.submit('A1WORKER', id)).rejects.toThrow('is Abandoned already')
  await expect(
    control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
      id: 'A1WORKER',
      assignmentId: id,
      question: 'picture',
      file: 'a cat',
    }),
  ).rejects.toThrow('is Abandoned')
})
