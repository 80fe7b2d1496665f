import { readFileSync } from 'node:fs'
import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  GetFileUploadURLCommand,
  ListHITsForQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk } from '../support/market.js'

test('forgets by which qualification the HIT could be found', async () => {
  const { mturk, disposed, createHit, control } = await startMarket()
  await control.worker('A1WORKER', { adult: true })
  const QualificationTypeId = '00000000000000000060'
  const asking = {
    QualificationRequirements: [
      { QualificationTypeId, Comparator: 'EqualTo' as const, IntegerValues: [1] },
    ],
  }
  const { HITId } = await createHit(asking)
  await disposed(asking)

  const { HITs, NumResults } = await mturk.send(
    new ListHITsForQualificationTypeCommand({ QualificationTypeId }),
  )

  expect([NumResults, HITs!.map((hit) => hit.HITId)]).toEqual([1, [HITId]])
})

test('deletes the files that were handed in, and their links with them', async () => {
  const { mturk, createHit, control } = await startMarket()
  const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')
  const { HITId } = await createHit({ Question })
  const { id: AssignmentId } = await control.accept('A1WORKER', HITId!)
  await control.handIn('A1WORKER', AssignmentId, 'picture', 'a cat', 'image/png')
  await control.submit('A1WORKER', AssignmentId)
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  const ask = () =>
    mturk.send(new GetFileUploadURLCommand({ AssignmentId, QuestionIdentifier: 'picture' }))
  const { FileUploadURL } = await ask()

  await mturk.send(new DeleteHITCommand({ HITId }))

  await expect(ask()).rejects.toMatchObject(turk('InvalidParameterValue'))
  expect((await fetch(FileUploadURL!)).status).toBe(403)
})
