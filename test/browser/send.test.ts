import { expect, test } from 'vitest'
import { openConsole, readClipboard, typeOnceThereIs } from './console.js'

test('sends to a queue created in the form, with every option', async () => {
  const { page, queues, control } = await openConsole('/console/send')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByRole('button', { name: 'Create one named “news”' }).click()
  await expect.poll(() => page.getByLabel('Queue URL').inputValue()).toContain('/news')
  await page.getByRole('combobox', { name: 'Event' }).selectOption('HITExpired')
  await page.getByText('More options: version, event types, account').click()
  await page.getByRole('radio', { name: '2006-05-05' }).check()
  await page.getByRole('checkbox', { name: 'HITDisposed' }).check()
  await page.getByLabel('Account').fill('123456789012')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/Delivered$/).waitFor()

  const [message] = queues.all()[0]!.peek()
  expect(JSON.parse(message!.body)).toMatchObject({
    Events: [{ EventType: 'HITExpired' }],
    SourceAccount: '123456789012',
    EventDocVersion: '2006-05-05',
  })
  expect((await control.deliveries()).deliveries).toMatchObject([
    { account: '123456789012', status: 'sent' },
  ])
})

test('existing destinations are filled in', async () => {
  const { page, queues, topics, endpoint } = await openConsole('/console/send')
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  topics.create({ account: '000000000000', region: 'us-east-1', name: 'events' })

  await page.getByRole('radio', { name: 'SNS' }).check()
  const topic = page.getByLabel('Topic ARN')
  await expect.poll(() => topic.inputValue()).toBe('arn:aws:sns:us-east-1:000000000000:events')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await expect
    .poll(() => page.getByLabel('Queue URL').inputValue())
    .toBe(`${endpoint}/000000000000/news`)
})

test('a destination that is typed as soon as others are suggested is kept', async () => {
  const { page, queues } = await openConsole('/console/send')
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  await page.getByRole('heading', { name: 'Send a test event' }).waitFor()
  await typeOnceThereIs(page, 'datalist option[value$="/news"]', '#destination', 'nowhere')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.locator('datalist option[value$="/news"]').waitFor({ state: 'attached' })

  expect(await page.getByLabel('Queue URL').inputValue()).toBe('nowhere')
})

test('an error response is shown', async () => {
  const { page } = await openConsole('/console/send')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByLabel('Queue URL').fill('nowhere')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await page.getByText('Not delivered').waitFor()
  await page.getByRole('region', { name: 'Response, HTTP 400' }).getByText('"__type"').waitFor()
})

test('the call is shown as an AWS CLI command', async () => {
  const { page, endpoint } = await openConsole('/console/send')

  await page.getByRole('button', { name: 'Copy command line' }).click()
  await page.getByText('Copied').waitFor()

  expect(await readClipboard(page)).toBe(
    `aws --endpoint-url ${endpoint} mturk send-test-event-notification --cli-input-json '{"Notification":{"Destination":"you@example.com","Transport":"Email","Version":"2014-08-15","EventTypes":["AssignmentSubmitted"]},"TestEventType":"AssignmentSubmitted"}'`,
  )
})

test('on Windows, the call is shown for PowerShell or cmd', async () => {
  const { page, endpoint } = await openConsole('/console/send')
  await page.addInitScript("Object.defineProperty(navigator, 'platform', { value: 'Win32' })")
  await page.reload()

  const command = page.getByRole('region', { name: 'Command line' })
  await command.getByText(`aws --% --endpoint-url ${endpoint} mturk`).waitFor()
  await command.getByRole('radio', { name: 'cmd' }).check()
  await page.getByRole('button', { name: 'Copy command line' }).click()
  await page.getByText('Copied').waitFor()

  expect(await readClipboard(page)).toBe(
    String.raw`aws --endpoint-url ${endpoint} mturk send-test-event-notification --cli-input-json "{\"Notification\":{\"Destination\":\"you@example.com\",\"Transport\":\"Email\",\"Version\":\"2014-08-15\",\"EventTypes\":[\"AssignmentSubmitted\"]},\"TestEventType\":\"AssignmentSubmitted\"}"`,
  )
})

test('a failed test event is in view, and the missing queue is created and sent to', async () => {
  const { page, queues, endpoint } = await openConsole('/console/send', {
    window: { viewport: { width: 1000, height: 500 } },
  })
  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByLabel('Queue URL').fill(`${endpoint}/000000000000/news`)
  await page.getByLabel('Queue URL').press('Enter')

  const response = page.getByRole('region', { name: 'Response', exact: true })
  await response.getByText('The specified queue does not exist.').first().waitFor()
  await expect.poll(async () => (await response.boundingBox())!.y).toBeLessThan(500)
  await response.getByRole('button', { name: 'Create the queue and send again' }).press('Enter')

  await response.getByText(/^✓?Delivered$/).waitFor()
  expect(queues.all()[0]!.peek()).toHaveLength(1)
})

test('on a phone the failure and its button fit the frame', async () => {
  const { page, endpoint } = await openConsole('/console/send', {
    window: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  })
  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByLabel('Queue URL').fill(`${endpoint}/000000000000/news`)
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  const failure = page.getByRole('region', { name: 'Failure' })
  const button = failure.getByRole('button', { name: 'Create the queue and send again' })
  await button.waitFor()

  const [frame, inside] = [(await failure.boundingBox())!, (await button.boundingBox())!]

  expect(inside.x + inside.width).toBeLessThan(frame.x + frame.width)
  expect(frame.x + frame.width).toBeLessThan(390)
})
