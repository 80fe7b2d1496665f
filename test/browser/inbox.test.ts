import { text } from 'node:stream/consumers'
import {
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { openConsole } from './console.js'

const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

test('a mail appears when it arrives, as text and as source', async () => {
  const { page, mturk } = await openConsole('/console/inbox')
  await page.getByText('No mails yet.').waitFor()

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Destination: 'jane@example.com',
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: [],
      },
      TestEventType: 'Ping',
    }),
  )

  await page.getByRole('link', { name: /Ping.*to jane@example.com.*from mturk-noreply/ }).click()
  const mail = page.getByRole('region', { name: 'Mail' })
  await mail.getByText('mturk-noreply@amazon.com').first().waitFor()
  await mail.getByRole('radio', { name: 'Source' }).check()
  await mail.getByText('MIME-Version: 1.0').waitFor()
})

test('HTML of a mail is shown in a sandboxed frame', async () => {
  const { page, smtp } = await openConsole('/console/inbox', { allowBlocked: true })
  const sender = createTransport(smtp)
  await sender.sendMail({
    from: 'a@example.com',
    to: 'b@example.com',
    subject: '¡Hola!',
    text: 'See https://example.com/there',
    html: '<p id="text">Quiet</p><script>document.getElementById("text").textContent = "Loud"</script><img src="/_mturk/info">',
  })
  sender.close()

  await page.getByRole('link', { name: /¡Hola!/ }).click()
  await page.getByRole('link', { name: 'https://example.com/there' }).waitFor()
  await page.getByRole('radio', { name: 'HTML' }).check()

  const frame = page.getByTitle('HTML of ¡Hola!').contentFrame()
  await frame.getByText('Quiet').waitFor()
})

test('viewing a queue does not remove messages', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  await page.getByText('No queues yet.').waitFor()
  await page.getByLabel('Name of a new queue').fill('news')
  await page.getByLabel('Name of a new queue').press('Enter')
  await page.getByRole('link', { name: /news.*0 messages/ }).click()
  const queue = queues.all()[0]!

  queue.send({ body: '{"colour":"green"}', senderId: 'me' })
  await page.getByRole('region', { name: 'Messages' }).getByText('{"colour":"green"}').click()

  await page.getByRole('region', { name: 'Body' }).getByText('"green"').waitFor()
  await page.getByRole('link', { name: /news.*1 message/ }).waitFor()
  expect(queue.count('ready')).toBe(1)
})

test('a message that was removed from a queue disappears', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  const queue = queues.create(queueId)
  queue.send({ body: 'hello', senderId: 'me' })
  await page.goto(`${page.url()}/${encodeURIComponent(queue.arn)}`)
  await page.locator('summary').getByText('hello').waitFor()

  queue.purge()

  await page.getByText('The queue is empty.').waitFor()
})

test('older messages of a queue are on further pages', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  const queue = queues.create(queueId)
  for (let number = 1; number <= 60; number++)
    queue.send({ body: `number ${number}.`, senderId: 'me' })
  await page.getByRole('link', { name: /news.*60 messages/ }).click()
  await page.locator('summary').getByText('number 60.').waitFor()

  await page.getByRole('button', { name: 'Older messages' }).click()
  await page.locator('summary').getByText('number 1.').waitFor()
  await page.getByRole('button', { name: 'Newest messages' }).click()

  await page.locator('summary').getByText('number 60.').waitFor()
})

test('a subscription is confirmed and receives what is published', async () => {
  const { page, sns } = await openConsole('/console/inbox/topic')
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const to = { Protocol: 'email', Endpoint: 'jane@example.com' }
  await sns.send(new SubscribeCommand({ TopicArn, ...to }))

  await page.getByRole('link', { name: /news/ }).click()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('confirmed', { exact: false }).waitFor()
  await sns.send(new PublishCommand({ TopicArn, Message: 'Good morning' }))

  const messages = page.getByRole('region', { name: 'Messages' })
  await messages.locator('summary').getByText('Good morning').click()
  await messages.getByRole('region', { name: 'Attributes' }).getByText('"outcome"').waitFor()
})

test('a test event links to the received message', async () => {
  const { page, queues } = await openConsole('/console/send')
  queues.create(queueId)

  await page.getByRole('radio', { name: 'SQS' }).check()
  await expect.poll(() => page.getByLabel('Queue URL').inputValue()).toContain('/news')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('link', { name: 'View the received message' }).click()

  await page.getByRole('heading', { name: 'news' }).waitFor()
  await page.locator('summary').getByText('AssignmentSubmitted').waitFor()
})

test('a queue is received from, purged after a question, and deleted, by keyboard', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  const queue = queues.create(queueId)
  for (const body of ['one', 'two']) queue.send({ body, senderId: 'me' })
  await page.getByRole('link', { name: /news.*2 messages/ }).press('Enter')

  await page.getByRole('button', { name: 'Receive' }).press('Enter')
  await page.locator('summary', { hasText: 'one' }).getByText('in flight').waitFor()
  await page.locator('summary', { hasText: 'two' }).press('Enter')
  await page.getByRole('button', { name: /^Delete message/ }).press('Enter')
  await page.getByRole('link', { name: /news.*1 message/ }).waitFor()

  const question = page.getByRole('dialog', { name: 'Purge the queue “news”?' })
  await page.getByRole('button', { name: 'Purge' }).press('Enter')
  await question.waitFor()
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  expect(queue.peek()).toHaveLength(1)
  await page.getByRole('button', { name: 'Purge' }).press('Enter')
  await question.getByRole('button', { name: 'Purge' }).press('Enter')
  await page.getByText('The queue is empty.').waitFor()

  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByText('No queues yet.').waitFor()
  expect(queues.all()).toEqual([])
})

test('a topic is created, subscribed to and deleted', async () => {
  const { page, queues, topics } = await openConsole('/console/inbox/topic')
  const queue = queues.create(queueId)

  await page.getByLabel('Name of a new topic').fill('events')
  await page.getByRole('button', { name: 'New topic' }).click()
  await page.getByText('New subscription').click()
  await page.getByLabel('Queue ARN').fill(queue.arn)
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await page.getByRole('row', { name: /sqs.*news.*confirmed/ }).waitFor()
  await page.getByRole('button', { name: `Remove the subscription of ${queue.arn}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No subscriptions.').waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()

  await page.getByText('No topics yet.').waitFor()
  expect(topics.all()).toEqual([])
})

test('mails are unread until they are opened, searched, and deleted by filter', async () => {
  const { page, smtp, control } = await openConsole('/console/inbox')
  const sender = createTransport(smtp)
  for (const name of ['jane', 'john', 'joan'])
    await sender.sendMail({
      from: 'boss@example.org',
      to: `${name}@example.com`,
      subject: `News for ${name}`,
      text: name === 'joan' ? 'The harvest is in' : 'Nothing new',
    })
  sender.close()

  await page.getByRole('link', { name: /News for jane.*unread/ }).press('Enter')
  await page.getByRole('link', { name: /News for jane\s*(now|\d)/ }).waitFor()
  await page.getByRole('combobox', { name: 'All mails' }).selectOption('unread')
  await page.getByRole('link', { name: /News for jane/ }).waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'All mails' }).selectOption('')
  await page.getByRole('searchbox').fill('HARVEST')
  await page.getByRole('link', { name: /News for john/ }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Delete matching' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByRole('link', { name: /News for john/ }).press('Enter')
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await page.getByRole('link', { name: /News for john/ }).waitFor({ state: 'detached' })

  const { mails } = await control.request('GET /_mturk/mailbox')
  expect(mails.map(({ subject, isUnread }) => [subject, isUnread])).toEqual([
    ['News for jane', false],
  ])
})

test('a mail links to its HIT and its delivery, and its attachment is downloaded', async () => {
  const { page, createHit, control, mturk, waitUntilIdle } = await openConsole('/console/inbox')
  const { HITId, HITTypeId } = await createHit()
  await mturk.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      Notification: {
        Destination: 'jane@example.com',
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: ['HITExpired'],
      },
    }),
  )
  await control.advance('PT2H')
  await waitUntilIdle()
  const [delivery] = (await control.deliveries()).deliveries

  await page.getByRole('link', { name: new RegExp(`HITExpired.*HIT ${HITId}`) }).click()
  const mail = page.getByRole('region', { name: 'Mail', exact: true })
  const downloaded = page.waitForEvent('download')
  await mail.getByRole('link', { name: 'notification.json' }).click()
  const download = await downloaded
  await mail.getByRole('link', { name: HITId! }).waitFor()
  await mail.getByRole('link', { name: 'HITExpired' }).click()

  expect(await text(await download.createReadStream())).toBe(delivery!.payload)
  await page.getByRole('region', { name: 'Delivery' }).getByText('Accepted as').waitFor()
})
