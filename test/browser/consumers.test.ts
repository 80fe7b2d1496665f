import { expect, test } from 'vitest'
import { createReviewer, startQueueConsumer } from '../support/notification-consumers.js'
import { openConsole } from './console.js'

test('a consumer is checked: what it does not handle is red, and its payload opens', async () => {
  const { page, ...emulator } = await openConsole('/console/consumers')
  const review = createReviewer(emulator.mturk)
  const url = await startQueueConsumer(emulator, ({ Events }) => review(Events[0]!))
  await page.getByText('No consumer was checked yet.').waitFor()

  await page.getByRole('link', { name: 'Check a consumer' }).click()
  await page.getByLabel('Queue URL').fill(url)
  await page.getByLabel('Only these cases').fill('AssignmentSubmitted, several-events')
  await page.getByLabel('Milliseconds for each message').fill('120000')
  await page.getByRole('button', { name: 'Check', exact: true }).click()

  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await row('several-events').getByText('✕failed').waitFor()
  await row('several-events').getByText('It handled Events[0]').waitFor()
  await row('several-events').getByText('Handle every element of Events').waitFor()
  await row('AssignmentSubmitted').first().getByText('✓passed').waitFor()
  await page.getByRole('link', { name: /events.*1 passed, 1 failed.*failed/ }).waitFor()

  await page.getByRole('link', { name: /^Payload .* of several-events$/ }).click()
  const payload = page.getByRole('region', { name: 'Payload of several-events' })
  await payload.waitFor()
  await page.reload()
  await payload.waitFor()

  await page.getByRole('button', { name: 'Check again' }).click()
  await expect
    .poll(async () => (await emulator.control.request('GET /_mturk/checks')).checks.length)
    .toBe(2)
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect
    .poll(async () => (await emulator.control.request('GET /_mturk/checks')).checks.length)
    .toBe(1)
})

test('that a consumer cannot be reached is said once, with the cases that were not sent', async () => {
  const { page, control } = await openConsole('/console/consumers')
  const { id } = await control.request('POST /_mturk/checks', {
    body: {
      target: { kind: 'http', address: 'http://127.0.0.1:1/hook' },
      only: ['subscription-confirmation', 'Ping', 'HITCreated'],
    },
  })
  await control.request('GET /_mturk/checks/{id}/wait', { id })

  await page.getByRole('link', { name: /hook Web hook/ }).click()

  await page.getByRole('alert').getByText('Nothing listens at 127.0.0.1:1').waitFor()
  await page.getByRole('cell', { name: /Start the consumer/ }).waitFor()
  expect(await page.getByRole('row').count()).toBe(2)
  await page.getByText('2 cases. Not sent: the consumer could not be reached.').click()
  await page.getByRole('listitem').getByText('HITCreated').waitFor()
})

test('a check of captured payloads cannot be started again', async () => {
  const { page, control, queue } = await openConsole('/console/consumers')
  await control.request('POST /_mturk/checks', {
    body: {
      target: { kind: 'queue', address: queue('events').url },
      payloads: ['{"Events":[{"EventType":"HITExpired","HITId":"3HIT"}],"EventDocId":"abc"}'],
      timeout: 10,
    },
  })

  await page.getByRole('link', { name: /events/ }).click()

  await page.getByRole('row').filter({ hasText: 'payload-1' }).getByText('✕failed').waitFor()
  await page.getByRole('button', { name: 'Delete' }).waitFor()
  expect(await page.getByRole('button', { name: 'Check again' }).count()).toBe(0)
})

test('a consumer that cannot be checked is refused with a message', async () => {
  const { page } = await openConsole('/console/consumers?new')

  await page.getByLabel('Topic', { exact: true }).check()
  await page.getByLabel('Topic ARN').fill('arn:aws:sns:us-east-1:000000000000:none')
  await page.getByRole('button', { name: 'Check', exact: true }).click()

  await page
    .getByRole('alert')
    .getByText('There is no topic arn:aws:sns:us-east-1:000000000000:none.')
    .waitFor()
})

test('on a phone everything of a result is beside its heading', async () => {
  const { page, control, endpoint } = await openConsole('/console/consumers', {
    window: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  })
  const { id } = await control.request('POST /_mturk/checks', {
    body: { target: { kind: 'http', address: 'http://127.0.0.1:1/hook' } },
  })
  await control.request('GET /_mturk/checks/{id}/wait', { id, timeout: 60_000 })

  await page.goto(`${endpoint}/console/consumers/${id}`)
  await page.getByRole('region', { name: 'Results' }).getByText('It could not be reached').waitFor()

  const lefts = await page.evaluate(`[...new Set(
    [...document.querySelectorAll('.stacks tbody td > *')].map((each) => each.offsetLeft))]`)
  expect(lefts).toHaveLength(1)
})
