import { expect, test } from 'vitest'
import { readClipboard, openConsole } from './console.js'

test('sends to a queue that is made on the way, with every choice', async () => {
  const { page, queues, control } = await openConsole('/console/send')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByRole('button', { name: 'Make one named “news”' }).click()
  await expect.poll(() => page.getByLabel('URL of the queue').inputValue()).toContain('/news')
  await page.getByRole('combobox', { name: 'Event' }).selectOption('HITExpired')
  await page.getByText('More: version, filter, account').click()
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

test('what exists is filled in', async () => {
  const { page, queues, topics, endpoint } = await openConsole('/console/send')
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  topics.create({ account: '000000000000', region: 'us-east-1', name: 'events' })

  await page.getByRole('radio', { name: 'SNS' }).check()
  const topic = page.getByLabel('ARN of the topic')
  await expect.poll(() => topic.inputValue()).toBe('arn:aws:sns:us-east-1:000000000000:events')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await expect
    .poll(() => page.getByLabel('URL of the queue').inputValue())
    .toBe(`${endpoint}/000000000000/news`)
})

test('a refusal is shown as it was answered', async () => {
  const { page } = await openConsole('/console/send')

  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByLabel('URL of the queue').fill('nowhere')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await page.getByText('Not delivered').waitFor()
  await page.getByRole('region', { name: 'Reply, HTTP 400' }).getByText('"__type"').waitFor()
})

test('the same call is given as a line for a terminal', async () => {
  const { page, endpoint } = await openConsole('/console/send')

  await page.getByRole('button', { name: 'Copy the same from a terminal' }).click()
  await page.getByText('Copied').waitFor()

  expect(await readClipboard(page)).toBe(
    `aws --endpoint-url ${endpoint} mturk send-test-event-notification --cli-input-json '{"Notification":{"Destination":"you@example.com","Transport":"Email","Version":"2014-08-15","EventTypes":["AssignmentSubmitted"]},"TestEventType":"AssignmentSubmitted"}'`,
  )
})
