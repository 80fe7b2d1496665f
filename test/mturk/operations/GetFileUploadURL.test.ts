import { readFileSync } from 'node:fs'
import { GetFileUploadURLCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { expectedParameterError, expectedRequestError } from '../../support/clients.js'
import { startTestEmulator } from '../../support/setup.js'

const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')

/** A marketplace in which A1WORKER has handed a picture in, and not yet submitted. */
async function startWithSubmittedUpload() {
  const emulator = await startTestEmulator()
  const { mturk, control } = emulator
  const { HITId } = await emulator.createHit({ Question })
  const { id } = await control.accept('A1WORKER', HITId!)
  await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id: 'A1WORKER',
    assignmentId: id,
    question: 'picture',
    file: 'a cat',
    type: 'image/png',
  })
  const ask = async (more: object = {}, client = mturk) => {
    const which = { AssignmentId: id, QuestionIdentifier: 'picture', ...more }
    return (await client.send(new GetFileUploadURLCommand(which))).FileUploadURL!
  }
  const submit = () => control.submit('A1WORKER', id)
  return { ...emulator, id, ask, submit }
}

test('links to a file for sixty seconds by the marketplace’s clock', async () => {
  const { control, ask, submit } = await startWithSubmittedUpload()
  await submit()

  const url = await ask()

  const file = await fetch(url)
  expect([file.status, await file.text()]).toEqual([200, 'a cat'])
  await control.advance('PT59S')
  expect((await fetch(url)).status).toBe(200)
  await control.advance('PT1S')
  expect((await fetch(url)).status).toBe(403)
  expect((await fetch(await ask())).status).toBe(200)
})

test('a link that was changed is refused', async () => {
  const { ask, submit } = await startWithSubmittedUpload()
  await submit()
  const url = await ask()

  for (const changed of [
    url.replace(/signature=./, 'signature=x'),
    url.replace(/expires=\d/, 'expires=9'),
    url.replace(/files\/./, 'files/X'),
  ])
    expect((await fetch(changed)).status).toBe(403)
})

test('refuses a file of an accepted assignment', async () => {
  const { ask } = await startWithSubmittedUpload()

  await expect(ask()).rejects.toMatchObject(expectedParameterError('QuestionIdentifier'))
})

test('refuses a question without an uploaded file', async () => {
  const { id, ask, submit } = await startWithSubmittedUpload()
  await submit()

  await expect(ask({ QuestionIdentifier: 'sound' })).rejects.toMatchObject(
    expectedParameterError(
      'QuestionIdentifier',
      `The value "sound" is not valid for the parameter QuestionIdentifier. The assignment ${id} has no file for this question.`,
    ),
  )
})

test('refuses an assignment that does not exist, or is another requester’s', async () => {
  const { ask, submit, connectAs } = await startWithSubmittedUpload()
  await submit()

  await expect(ask({ AssignmentId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('AssignmentDoesNotExist'),
  )
  await expect(ask({}, connectAs('123456789012'))).rejects.toMatchObject(
    expectedRequestError('AssignmentDoesNotExist'),
  )
})

test('returns a URL of the emulator', async () => {
  const { endpoint, ask, submit } = await startWithSubmittedUpload()
  await submit()

  expect((await ask()).startsWith(`${endpoint}/mturk/files/`)).toBe(true)
})
