import { CreateQualificationTypeCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { ControlClient } from '../../../src/server/control/client.js'
import { startTestEmulator } from '../../support/setup.js'

const tokens = { token: 'token-of-the-requester', workerToken: 'token-of-the-workers' }

/** Follows the stream of a worker; each call returns what came up to and including a type of event. */
async function followWorkerEvents(endpoint: string, workerId: string) {
  const { body } = await fetch(`${endpoint}/_mturk/workers/${workerId}/stream`, {
    headers: { authorization: `Bearer ${tokens.workerToken}` },
  })
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async (lastType: string): Promise<readonly unknown[]> => {
    const last = `event: ${lastType}\ndata: {"type":"${lastType}"}\n\n`
    while (!text.includes(last)) text += (await reader.read()).value
    const end = text.indexOf(last) + last.length
    const data = text.slice(0, end).matchAll(/^data: (.*)$/gm)
    text = text.slice(end)
    return [...data].map(([, json]) => JSON.parse(json!))
  }
}

test('the stream of a worker names the types of events that concern the worker, without IDs', async () => {
  const { endpoint, createHit, mturk } = await startTestEmulator(tokens)
  const control = new ControlClient(endpoint, tokens)
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads German',
      Description: 'Reads it well',
      QualificationTypeStatus: 'Active',
    }),
  )
  const { HITId } = await createHit({ MaxAssignments: 2 })
  const requestQualification = (id: string) =>
    control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id,
      body: { qualificationTypeId: QualificationType!.QualificationTypeId! },
    })
  const readUntil = await followWorkerEvents(endpoint, 'A1WORKER')

  await control.putWorker('A2OTHER')
  await requestQualification('A2OTHER')
  await control.putWorker('A1WORKER')
  const ofWorkers = await readUntil('worker')
  await requestQualification('A3OTHER')
  await control.accept('A2OTHER', HITId!)
  const ofAssignments = await readUntil('assignment')
  await control.advance('PT1S')

  expect({ ofWorkers, ofAssignments, others: await readUntil('clock') }).toEqual({
    ofWorkers: [{ type: 'worker' }],
    ofAssignments: [{ type: 'assignment' }],
    others: [{ type: 'hit' }, { type: 'clock' }],
  })
})
