import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ApproveAssignmentCommand,
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  DisassociateQualificationFromWorkerCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { listFiles } from '../support/list-files.js'
import { externalQuestion, hitInput, initialTime, startTestEmulator } from '../support/setup.js'

const files = listFiles('fixtures/calls').filter((file) => file.endsWith('.json'))

/** A marketplace with one of each entity that fixtures refer to, by its name. */
async function startWithFixtureObjects() {
  const emulator = await startTestEmulator()
  const { mturk, control, createHit, submitAssignment } = emulator
  const worker = 'A1WORKER'
  const accepted = async (workerId: string, HITId: string) =>
    (await control.accept(workerId, HITId)).id
  const type = async (Name: string) => {
    const input = { Name, Description: 'x', QualificationTypeStatus: 'Active' as const }
    const { QualificationType } = await mturk.send(new CreateQualificationTypeCommand(input))
    return QualificationType!.QualificationTypeId!
  }

  const usedToken = 'used'
  const assignable = await createHit({ UniqueRequestToken: usedToken, MaxAssignments: 3 })
  const HITTypeId = assignable.HITTypeId!
  const unassignable = (await createHit()).HITId!
  const reviewable = (await createHit()).HITId!
  const done = (await createHit({ MaxAssignments: 5 })).HITId!
  const disposed = (await createHit()).HITId!
  const nine = (await createHit({ MaxAssignments: 9 })).HITId!
  const things = {
    worker,
    usedToken,
    question: externalQuestion,
    hitType: HITTypeId,
    assignable: assignable.HITId!,
    unassignable,
    reviewable,
    disposed,
    nine,
    accepted: await accepted(worker, unassignable),
    submitted: await submitAssignment(worker, reviewable),
    approved: await submitAssignment(worker, done),
    rejected: await submitAssignment('A2WORKER', done),
    returned: await accepted('A3WORKER', done),
    qualificationName: 'Cats',
    qualificationType: await type('Cats'),
    disposedType: await type('Dogs'),
    revokedWorker: 'A2WORKER',
    now: String(initialTime.getTime()),
  }
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: things.approved }))
  await mturk.send(
    new RejectAssignmentCommand({ AssignmentId: things.rejected, RequesterFeedback: 'no' }),
  )
  await control.returnAssignment('A3WORKER', things.returned)
  await mturk.send(new UpdateExpirationForHITCommand({ HITId: disposed, ExpireAt: new Date(0) }))
  await mturk.send(new DeleteHITCommand({ HITId: disposed }))
  await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId: things.disposedType }))
  const held = { QualificationTypeId: things.qualificationType, WorkerId: 'A2WORKER' }
  await mturk.send(new AssociateQualificationWithWorkerCommand(held))
  await mturk.send(new DisassociateQualificationFromWorkerCommand(held))
  await mturk.send(
    new SendBonusCommand({
      AssignmentId: things.approved,
      WorkerId: worker,
      BonusAmount: '0.01',
      Reason: 'x',
      UniqueRequestToken: usedToken,
    }),
  )
  return { ...emulator, things }
}

/** Replaces placeholders in braces. */
function fillPlaceholders<T>(value: T, values: Readonly<Record<string, string>>): T {
  const { Question: _, LifetimeInSeconds: __, ...typeOfWork } = hitInput
  const { '{work}': whole, '{typeOfWork}': type, ...rest } = value as Record<string, unknown>
  const text = { ...(whole ? hitInput : {}), ...(type ? typeOfWork : {}), ...rest }
  return JSON.parse(
    JSON.stringify(text).replace(/\{(\w+)\}/g, (whole, name: string) =>
      values[name] === undefined ? whole : JSON.stringify(values[name]).slice(1, -1),
    ),
  )
}

test.each(files)('%s gets the response of its fixture', async (file) => {
  const { request, status, response, twice } = JSON.parse(
    readFileSync(join('fixtures/calls', file), 'utf8'),
  )
  const { endpoint, things } = await startWithFixtureObjects()
  const call = () =>
    supertest(endpoint)
      .post('/')
      .set('Content-Type', 'application/x-amz-json-1.1')
      .set('X-Amz-Target', `MTurkRequesterServiceV20170117.${file.split('/')[0]}`)
      .set(
        'Authorization',
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request,SignedHeaders=host;x-amz-date,Signature=0',
      )
      .set('X-Amz-Date', '20260101T000000Z')
      .send(JSON.stringify(fillPlaceholders(request, things)))

  if (twice) await call()
  const answer = await call()

  // Byte for byte: compact JSON with members in the service's order.
  expect([answer.status, answer.text]).toEqual([
    status,
    JSON.stringify(fillPlaceholders(response, things)),
  ])
})
