import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { openConsole } from './console.js'
import { htmlQuestion } from './worker-site.js'

test('a new HIT appears, and its page follows the work and the review', async () => {
  const { page, createHit, control, mturk } = await openConsole('/console/hits')
  await page.getByText('No HITs yet.').waitFor()

  const { HITId } = await createHit()
  await page.getByRole('link', { name: /Draw a cat.*0 of 1 done.*Assignable/ }).click()
  const hit = page.getByRole('region', { name: 'HIT', exact: true })
  await hit.getByText('No assignments yet.').waitFor()
  const { id: AssignmentId } = await control.accept('A1WORKER', HITId!)
  await control.submit('A1WORKER', AssignmentId, { drawing: 'miaow' })
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId, RequesterFeedback: 'Lovely' }))

  await hit.locator('summary').getByText('miaow').click()
  await hit.getByText('Lovely').waitFor()
  await hit.getByRole('cell', { name: 'drawing' }).waitFor()
  await page.getByRole('link', { name: /Draw a cat.*1 of 1 done.*Reviewable/ }).waitFor()
})

test('a HIT has a timeline as a chart and as a table, with its deliveries', async () => {
  const { page, createHit, control, mturk, subscribeQueue, waitUntilIdle } =
    await openConsole('/console/hits')
  const { HITId, HITTypeId } = await createHit()
  await subscribeQueue(HITTypeId!, ['AssignmentAccepted', 'AssignmentAbandoned', 'HITExpired'])
  await mturk.send(
    new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }),
  )
  await control.accept('A1WORKER', HITId!)
  await control.advance('PT2H')
  await waitUntilIdle()

  await page.getByRole('link', { name: /Draw a cat/ }).click()

  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline
    .getByRole('img', { name: /Timeline of the HIT 1 assignment, 3 deliveries, .*HITReviewable/ })
    .waitFor()
  await timeline.getByText('Show as a table, 6 events').focus()
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await timeline.getByRole('row').allInnerTexts()).slice(1))
    .toEqual([
      expect.stringMatching(/2026-01-01 00:00:00\s+HITCreated\s+none/),
      expect.stringMatching(/2026-01-01 00:00:00\s+HITExtended\s+none/),
      expect.stringMatching(/2026-01-01 00:00:00\s+AssignmentAccepted\s+A1WORKER\s+SQS\s+✓\s*sent/),
      expect.stringMatching(/2026-01-01 00:10:00\s+AssignmentAbandoned\s+A1WORKER\s+SQS/),
      expect.stringMatching(/2026-01-01 01:00:00\s+HITExpired\s+SQS/),
      expect.stringMatching(/2026-01-01 01:00:00\s+HITReviewable\s+none/),
    ])
  await timeline
    .getByRole('row', { name: /HITExpired/ })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { name: 'HITExpired' }).waitFor()
})

test('a row shows annotation and ID, and a delivery links its HIT', async () => {
  const { page, createHit, subscribeQueue, control, waitUntilIdle } =
    await openConsole('/console/hits')
  const { HITId, HITTypeId } = await createHit({ RequesterAnnotation: 'batch 7' })
  await subscribeQueue(HITTypeId!, ['HITExpired'])
  await control.advance('PT2H')
  await waitUntilIdle()

  await page.getByRole('link', { name: new RegExp(`Draw a cat.*batch 7 · ${HITId}`) }).click()
  await page
    .getByRole('region', { name: 'Deliveries' })
    .getByRole('link', { name: 'HITExpired' })
    .click()

  const details = page.getByRole('region', { name: 'Details' })
  await details.getByRole('link', { name: HITId! }).waitFor()
  const links = page.getByRole('region', { name: 'Payload' }).getByRole('link')
  await expect.poll(() => links.count()).toBe(2)
})

test('a HIT opens in the worker site', async () => {
  const { page, createHit } = await openConsole('/console/hits')
  await createHit({ Question: htmlQuestion('<!DOCTYPE html><p>Which animal?</p>', 400) })

  await page.getByRole('link', { name: /Draw a cat/ }).click()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Open in the worker site' }).click()
  const site = await opened
  await site.getByLabel('Worker ID').fill('A1WORKER')
  await site.getByRole('button', { name: 'Sign in' }).click()

  await site.locator('iframe').contentFrame().getByText('Which animal?').waitFor()
})

test('HITs are searched by title and filtered by status', async () => {
  const { page, createHit, submitAssignment } = await openConsole('/console/hits')
  const { HITId } = await createHit()
  await createHit({ Title: 'Draw a dog' })
  await submitAssignment('A1WORKER', HITId!)

  await page.getByRole('combobox', { name: 'Status' }).selectOption('Reviewable')
  await page.getByRole('link', { name: /a dog/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /a cat/ }).waitFor()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('')
  await page.getByRole('searchbox').fill('DOG')

  await page.getByRole('link', { name: /a cat/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /a dog/ }).waitFor()
})

test('a HIT type shows its notification settings, and links to its HITs', async () => {
  const { page, createHit, subscribeQueue } = await openConsole('/console/hit-types')
  await page.getByText('No HIT types yet.').waitFor()
  const { HITTypeId } = await createHit({
    QualificationRequirements: [
      {
        QualificationTypeId: '000000000000000000L0',
        Comparator: 'GreaterThanOrEqualTo',
        IntegerValues: [95],
      },
    ],
  })
  await page.getByRole('link', { name: /Draw a cat.*no notifications/ }).waitFor()

  await subscribeQueue(HITTypeId!, ['HITReviewable'])
  await page.getByRole('link', { name: /Draw a cat.*SQS/ }).click()

  const settings = page.getByRole('region', { name: 'Notification settings' })
  await settings.getByRole('listitem').getByText('HITReviewable').waitFor()
  await page
    .getByRole('row', { name: /Worker_PercentAssignmentsApproved at least 95 accept/ })
    .waitFor()
  await page.getByRole('link', { name: 'View 1 HIT' }).click()
  await page.getByRole('heading', { name: 'HITs', exact: true }).waitFor()
  await page.getByRole('link', { name: /Draw a cat/ }).waitFor()
})

test('until a list has come, its rows are shown as skeletons', async () => {
  const { page, createHit } = await openConsole()
  await createHit()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/_mturk\/hits\?/, async (route) => {
    await released
    await route.continue()
  })

  await page.getByRole('link', { name: 'HITs', exact: true }).click()
  await page.locator('.row.is-loading').first().waitFor()
  release()

  await page.getByRole('link', { name: /Draw a cat/ }).waitFor()
  expect(await page.locator('.row.is-loading').count()).toBe(0)
})
