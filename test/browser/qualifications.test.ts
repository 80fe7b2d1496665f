import { readFileSync } from 'node:fs'
import {
  AcceptQualificationRequestCommand,
  AssociateQualificationWithWorkerCommand,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  ListQualificationRequestsCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk'
import { test } from 'vitest'
import { startWorkerSite } from './worker-site.js'

async function startWithRequiredQualification(
  more: Partial<CreateQualificationTypeCommandInput> = {},
) {
  const work = await startWorkerSite()
  const { QualificationType } = await work.mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Knows cats',
      Description: 'Distinguishes cats from dogs',
      QualificationTypeStatus: 'Active',
      ...more,
    }),
  )
  const QualificationTypeId = QualificationType!.QualificationTypeId!
  const QualificationRequirements = [
    { QualificationTypeId, Comparator: 'GreaterThan' as const, IntegerValues: [10] },
  ]
  await work.createHit({ QualificationRequirements })
  return { ...work, QualificationTypeId }
}

test('a test that a HIT requires is scored at once and makes the HIT available', async () => {
  const { open } = await startWithRequiredQualification({
    Test: readFileSync('fixtures/tests/cats.xml', 'utf8'),
    AnswerKey: readFileSync('fixtures/tests/cats-key.xml', 'utf8'),
    TestDurationInSeconds: 600,
  })
  const page = await open()

  await page.getByText('Knows cats is greater than 10 · you have none').waitFor()
  await page.getByRole('link', { name: 'Request it' }).click()
  await page.getByText('you have 10 min').waitFor()
  await page.getByRole('button', { name: 'Start test' }).click()
  await page.getByText('10 min left').waitFor()
  await page.getByLabel('four').check()
  await page.getByLabel('mice').check()
  await page.getByLabel('milk').check()
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByText('The qualification was granted with the value 15.').waitFor()

  await page.getByRole('link', { name: 'HITs', exact: true }).click()
  await page.getByText('Requirements').click()
  await page.getByText('you have 15').waitFor()
  await page.getByRole('button', { name: 'Accept & work' }).click()
  await page.getByRole('button', { name: 'Return' }).waitFor()
})

test('a requester grants a qualification, and the worker sees it', async () => {
  const { open, mturk, QualificationTypeId } = await startWithRequiredQualification()
  const page = await open('/worker/A1WORKER/qualifications')

  await page.getByRole('link', { name: 'Knows cats' }).click()
  await page.getByRole('button', { name: 'Request qualification' }).click()
  await page.getByText('Your request was sent to the requester.').waitFor()
  const { QualificationRequests } = await mturk.send(
    new ListQualificationRequestsCommand({ QualificationTypeId }),
  )
  await mturk.send(
    new AcceptQualificationRequestCommand({
      QualificationRequestId: QualificationRequests![0]!.QualificationRequestId,
      IntegerValue: 42,
    }),
  )

  await page.getByText('You have it: 42').waitFor()
})

test('a granted qualification that cannot be requested is shown, too', async () => {
  const { open, mturk, QualificationTypeId, control } = await startWithRequiredQualification()
  await control.putWorker('A1WORKER')
  const qualification = { QualificationTypeId, WorkerId: 'A1WORKER', IntegerValue: 7 }
  await mturk.send(new AssociateQualificationWithWorkerCommand(qualification))
  const closed = { QualificationTypeId, QualificationTypeStatus: 'Inactive' } as const
  await mturk.send(new UpdateQualificationTypeCommand(closed))

  const page = await open('/worker/A1WORKER/qualifications')

  await page.getByText('You have it: 7').waitFor()
  await page.getByRole('link', { name: 'Knows cats' }).click()
  await page.getByText('cannot be requested').waitFor()
})

test('a developer sets the country of a worker, which makes a HIT available', async () => {
  const { open, createHit } = await startWorkerSite()
  await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: '00000000000000000071',
        Comparator: 'In',
        LocaleValues: [{ Country: 'US', Subdivision: 'CA' }],
      },
    ],
  })
  const page = await open()
  await page.getByText('Worker_Locale is one of US-CA · you have none').waitFor()

  await page.getByRole('link', { name: 'Qualifications' }).click()
  await page.getByText('Edit').click()
  await page.getByLabel('Country').fill('us-ca')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('definition').filter({ hasText: 'US-CA' }).waitFor()

  await page.getByRole('link', { name: 'HITs', exact: true }).click()
  await page.getByRole('button', { name: 'Accept & work', disabled: false }).waitFor()
})

test('a worker is given earlier assignments, and can then take a HIT that requires them', async () => {
  const { open, createHit, control } = await startWorkerSite()
  const { HITId } = await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: '00000000000000000040',
        Comparator: 'GreaterThanOrEqualTo',
        IntegerValues: [1000],
      },
    ],
  })
  const page = await open('/worker/A1WORKER/qualifications')
  const attributes = page.getByRole('region', { name: 'Your attributes' })

  await attributes.getByText('None').waitFor()
  await attributes.getByText('Edit').click()
  await attributes.getByLabel('Submitted').fill('1100')
  await attributes.getByLabel('Approved').fill('1200')
  await attributes.getByRole('button', { name: 'Save' }).click()
  await attributes.getByText('submitted must be at least approved and rejected together.').waitFor()
  await attributes.getByLabel('Submitted').fill('1300')
  await attributes.getByLabel('Returned').fill('4')
  await attributes.getByRole('button', { name: 'Save' }).click()
  await attributes.getByText('1300 submitted, 1200 approved, 4 returned').waitFor()

  await control.accept('A1WORKER', HITId!)
})
