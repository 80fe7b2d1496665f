import {
  AcceptQualificationRequestCommand,
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { test } from 'vitest'
import { openConsole } from './console.js'

test('a qualification type shows new workers and requests', async () => {
  const { page, mturk, control } = await openConsole('/console/qualifications')
  await page.getByText('No qualification types yet.').waitFor()

  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads German',
      Description: 'Reads it well',
      QualificationTypeStatus: 'Active',
    }),
  )
  const { QualificationTypeId } = QualificationType!
  await page.getByRole('link', { name: /Reads German.*granted to 0 workers.*Active/ }).click()
  await page.getByText('No pending requests.').waitFor()
  await mturk.send(
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId,
      WorkerId: 'A1WORKER',
      IntegerValue: 90,
    }),
  )
  await control.request('POST /_mturk/workers/{id}/qualification-requests', {
    id: 'A2WORKER',
    body: { qualificationTypeId: QualificationTypeId! },
  })

  await page.getByRole('row', { name: /A1WORKER.*Granted 90/ }).waitFor()
  await page.getByRole('row', { name: /A2WORKER.*no test/ }).waitFor()
  await page.getByRole('link', { name: /Reads German.*1 pending.*granted to 1 worker/ }).waitFor()

  const { QualificationRequests } = await mturk.send(
    new ListQualificationRequestsCommand({ QualificationTypeId }),
  )
  const { QualificationRequestId } = QualificationRequests![0]!
  await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue: 70 }),
  )
  await page.getByRole('row', { name: /A2WORKER.*Granted 70/ }).waitFor()
  await page.getByText('No pending requests.').waitFor()
})
