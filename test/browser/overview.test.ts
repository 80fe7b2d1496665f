import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { openConsole, readClipboard } from './console.js'

const ping = (Transport: 'Email' | 'SQS', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'Ping',
  })

test('the overview is the first page, and its checklist ticks itself', async () => {
  const { page, createHit, submitAssignment, subscribeQueue } = await openConsole('/console')
  const steps = page.getByRole('region', { name: 'First steps' })
  await steps.getByText('0 of 5 done').waitFor()

  const { HITId, HITTypeId } = await createHit()
  await steps.getByText('2 of 5 done').waitFor()
  await subscribeQueue(HITTypeId!)
  await submitAssignment('A1WORKER', HITId!)

  await steps.getByText('5 of 5 done').waitFor()
  await page.getByRole('link', { name: '1 Awaiting review' }).waitFor()
})

test('failures of the last hour are listed, and the navigation has badges', async () => {
  const { page, mturk, endpoint } = await openConsole('/console')
  await mturk.send(ping('Email', 'jane@example.com'))
  await mturk.send(ping('SQS', `${endpoint}/000000000000/nowhere`)).catch(() => {})

  const navigation = page.getByRole('navigation', { name: 'Pages' })
  await navigation.getByRole('link', { name: /^Deliveries.*1 failure in the last hour/ }).waitFor()
  await navigation.getByRole('link', { name: /^Inbox.*1 unread/ }).waitFor()
  const failures = page.getByRole('region', { name: 'Failures of the last hour' })
  await failures.getByText('The specified queue does not exist.').waitFor()
  await failures.getByRole('link', { name: 'Ping' }).press('Enter')

  await page.getByRole('region', { name: 'Failure' }).waitFor()
  await expect.poll(() => page.title()).toBe('Ping · Deliveries · mturk-local')
})

test('every link and button of the sidebar is in view in a window of a small laptop', async () => {
  const { page } = await openConsole('/console')
  await page.getByRole('button', { name: 'Copy the endpoint' }).waitFor()
  await page.getByLabel('Emulator clock').getByRole('link').waitFor()

  const hidden =
    await page.evaluate(`[...document.querySelectorAll('.side :is(a, button, summary)')]
    .filter((each) => each.getBoundingClientRect().bottom > innerHeight)
    .filter((each) => each.checkVisibility())
    .map((each) => each.textContent)`)

  expect(hidden).toEqual([])
})

test('a program that connects is copied in the chosen language', async () => {
  const { page, endpoint } = await openConsole('/console')

  await page.getByRole('radio', { name: 'AWS CLI' }).check()
  await page.getByRole('button', { name: 'Copy aws cli program' }).click()
  await page.getByText('Copied').waitFor()

  expect(await readClipboard(page)).toBe(
    `AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 \\\n  aws --endpoint-url ${endpoint} mturk get-account-balance`,
  )
})
