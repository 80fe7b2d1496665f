import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { openConsole, readClipboard, typeOnceThereIs } from './console.js'

const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

const ping = (Transport: 'Email' | 'SQS', Destination: string) =>
  new SendTestEventNotificationCommand({
    Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
    TestEventType: 'Ping',
  })

test('an empty console leads to a test event in two clicks', async () => {
  const { page } = await openConsole()
  await page.getByText('No deliveries yet.').waitFor()

  await page.getByRole('link', { name: 'Send a test event' }).last().click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('link', { name: 'View the delivery' }).click()

  await page.getByRole('region', { name: 'Payload' }).getByText('"EventDocId"').waitFor()
  const rows = page.getByRole('link', { name: /AssignmentSubmitted/ })
  await expect.poll(() => rows.count()).toBe(1)
})

test('a new delivery appears without a reload', async () => {
  const { page, mturk } = await openConsole()
  await page.getByText(/Live$/).waitFor()

  await mturk.send(ping('Email', 'jane@example.com'))

  const row = page.getByRole('link', { name: /Ping.*jane@example.com.*sent/ })
  await row.waitFor()
  await row.click()
  await page.getByText('Accepted as').waitFor()
})

test('a payload is copied unchanged', async () => {
  const { page, mturk, control } = await openConsole()
  await mturk.send(ping('Email', 'jane@example.com'))
  const { deliveries } = await control.deliveries()

  await page.getByRole('link', { name: /Ping/ }).click()
  await page.getByRole('button', { name: 'Copy payload' }).click()
  await page.getByText('Copied').waitFor()

  expect(await readClipboard(page)).toBe(deliveries[0]!.payload)
  await page.getByRole('radio', { name: 'Raw' }).check()
  await page.getByText(deliveries[0]!.payload).waitFor()
})

test('a queue without a policy is marked quietly, and its page applies one', async () => {
  const { page, mturk, queues, endpoint } = await openConsole()
  const queue = queues.create(queueId)
  await mturk.send(ping('SQS', `${endpoint}/000000000000/news`))

  await page.getByRole('link', { name: /Ping.*no policy/ }).click()
  await page.getByRole('link', { name: 'View the received message' }).click()
  await page.getByText('It has no policy, so only its owner may send to it.').waitFor()
  await page.getByRole('button', { name: 'Apply policy' }).press('Enter')

  await page.getByRole('region', { name: 'Policy' }).waitFor({ state: 'detached' })
  expect(queue.attributes.Policy).toContain('mturk-requester.amazonaws.com')
})

test('a delivery to a missing queue says why first, and creates the queue', async () => {
  const { page, mturk, endpoint, queues } = await openConsole()
  await mturk.send(ping('SQS', `${endpoint}/000000000000/nowhere`)).catch(() => {})

  await page.getByRole('link', { name: /Ping.*failed/ }).click()
  const failure = page.getByRole('region', { name: 'Failure' })
  await failure.getByText('The specified queue does not exist.').waitFor()
  await failure.getByRole('button', { name: 'Create the queue and send again' }).press('Enter')

  await failure.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: '2 attempts' }).waitFor()
  expect(queues.all()[0]!.peek()).toHaveLength(1)
})

test('a delivery to a missing topic creates the topic', async () => {
  const { page, mturk, topics } = await openConsole()
  const Destination = 'arn:aws:sns:us-east-1:000000000000:nowhere'
  await mturk
    .send(
      new SendTestEventNotificationCommand({
        Notification: {
          Destination,
          Transport: 'SNS',
          Version: '2014-08-15',
          EventTypes: ['Ping'],
        },
        TestEventType: 'Ping',
      }),
    )
    .catch(() => {})

  await page.getByRole('link', { name: /Ping.*failed/ }).click()
  await page.getByRole('button', { name: 'Create the topic and send again' }).click()

  await page.getByRole('heading', { name: '2 attempts' }).waitFor()
  expect(topics.all().map(({ arn }) => arn)).toEqual([Destination])
})

test('a delivery that the policy denies is sent again after the policy was applied', async () => {
  const { page, mturk, queues, endpoint } = await openConsole('/console/deliveries', {
    policy: 'enforce',
  })
  const queue = queues.create(queueId)
  await mturk.send(ping('SQS', `${endpoint}/000000000000/news`)).catch(() => {})

  await page.getByRole('link', { name: /Ping.*failed/ }).click()
  const failure = page.getByRole('region', { name: 'Failure' })
  await failure.getByText('Access denied by its policy.').waitFor()
  await failure.getByRole('button', { name: 'Apply the policy and send again' }).click()

  await failure.waitFor({ state: 'detached' })
  expect(queue.peek()).toHaveLength(1)
})

test('a delivery is sent again', async () => {
  const { page, mturk, mailbox } = await openConsole()
  await mturk.send(ping('Email', 'jane@example.com'))
  await page.getByRole('link', { name: /Ping/ }).click()

  await page.getByRole('button', { name: 'Send again' }).click()

  await page.getByRole('heading', { name: '2 attempts' }).waitFor()
  expect(mailbox.all()).toHaveLength(2)
})

test('deliveries are searched, and the search is part of the address', async () => {
  const { page, mturk } = await openConsole()
  await mturk.send(ping('Email', 'jane@example.com'))
  await mturk.send(ping('Email', 'john@example.com'))
  await page.getByRole('link', { name: /john/ }).waitFor()

  await page.getByRole('searchbox').fill('JANE')

  await page.getByRole('link', { name: /john/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /jane/ }).waitFor()
  expect(page.url()).toContain('?text=JANE')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('failed')
  await page.getByText('No matching deliveries.').waitFor()
})

test('a search that is typed as soon as the first row appears is kept', async () => {
  const { page, mturk } = await openConsole()
  await page.getByText('No deliveries yet.').waitFor()
  await typeOnceThereIs(page, '.row[href]', 'main input[type="search"]', 'JANE')

  await mturk.send(ping('Email', 'jane@example.com'))

  await page.getByRole('heading', { name: '1 attempt' }).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('JANE')
  expect(new URL(page.url()).search).toBe('?text=JANE')
})

test('the arrow keys move through the deliveries', async () => {
  const { page, mturk } = await openConsole()
  for (const name of ['a', 'b', 'c']) await mturk.send(ping('Email', `${name}@example.com`))
  await page.getByRole('link', { name: /c@example.com/ }).focus()

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')

  await page
    .getByRole('region', { name: 'Delivery', exact: true })
    .getByText('a@example.com')
    .waitFor()
})

test('on a phone a delivery fills the screen, and there is a way back', async () => {
  const { page, mturk } = await openConsole('/console/deliveries', {
    window: { viewport: { width: 390, height: 844 } },
  })
  await mturk.send(ping('Email', 'jane@example.com'))

  await page.getByRole('link', { name: /Ping/ }).click()
  await page.getByRole('heading', { name: '1 attempt' }).waitFor()
  await page.getByRole('link', { name: '← Deliveries' }).click()

  await page.getByRole('link', { name: /Ping/ }).waitFor()
})

test('in a narrow list every filter shows its whole name', async () => {
  const { page } = await openConsole('/console/deliveries', {
    window: { viewport: { width: 1024, height: 700 } },
  })
  await page.getByRole('combobox', { name: 'Transport' }).waitFor()

  const widths = await page.evaluate(
    `[...document.querySelectorAll('.filters select')].map((each) => each.offsetWidth)`,
  )

  expect(Math.min(...(widths as readonly number[]))).toBeGreaterThanOrEqual(112)
})
