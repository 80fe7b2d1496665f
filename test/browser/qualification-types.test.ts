import {
  AcceptQualificationRequestCommand,
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk'
import { test } from 'vitest'
import { openConsole } from './console.js'

test('a qualification tells who has it, and who asks for it while somebody looks', async () => {
  const { page, mturk, control } = await openConsole('/console/qualifications')
  await page.getByText('There is no qualification type yet.').waitFor()

  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads German',
      Description: 'Reads it well',
      QualificationTypeStatus: 'Active',
    }),
  )
  const { QualificationTypeId } = QualificationType!
  await page.getByRole('link', { name: /Reads German.*0 workers have it.*Active/ }).click()
  await page.getByText('Nobody just now.').waitFor()
  await mturk.send(
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId,
      WorkerId: 'A1WORKER',
      IntegerValue: 90,
    }),
  )
  await control.requestQualification('A2WORKER', QualificationTypeId!)

  await page.getByRole('row', { name: /A1WORKER.*Granted 90/ }).waitFor()
  await page.getByRole('row', { name: /A2WORKER.*no test/ }).waitFor()
  await page.getByRole('link', { name: /Reads German.*1 waiting.*1 worker has it/ }).waitFor()

  const { QualificationRequests } = await mturk.send(
    new ListQualificationRequestsCommand({ QualificationTypeId }),
  )
  const { QualificationRequestId } = QualificationRequests![0]!
  await mturk.send(
    new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue: 70 }),
  )
  await page.getByRole('row', { name: /A2WORKER.*Granted 70/ }).waitFor()
  await page.getByText('Nobody just now.').waitFor()
})
