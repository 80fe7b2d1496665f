import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { openConsole } from './console.js'

const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

test('a mail arrives while somebody looks, and is read as text and as it came', async () => {
  const { page, mturk } = await openConsole('/console/inbox')
  await page.getByText('No mail has come.').waitFor()

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

  await page.getByRole('link', { name: /Your Event Notification.*to jane@example.com/ }).click()
  const mail = page.getByRole('region', { name: 'Mail' })
  await mail.getByText('mturk-noreply@amazon.com').first().waitFor()
  await mail.getByRole('radio', { name: 'Source' }).check()
  await mail.getByText('MIME-Version: 1.0').waitFor()
})

test('HTML of a mail is shown where it can do nothing', async () => {
  const { page, smtp } = await openConsole('/console/inbox', { allowBlocked: true })
  const sender = createTransport(smtp)
  await sender.sendMail({
    from: 'a@example.com',
    to: 'b@example.com',
    subject: '¡Hola!',
    text: 'See https://example.com/there',
    html: '<p id="said">Quiet</p><script>said.textContent = "Loud"</script><img src="/_mturk/info">',
  })
  sender.close()

  await page.getByRole('link', { name: /¡Hola!/ }).click()
  await page.getByRole('link', { name: 'https://example.com/there' }).waitFor()
  await page.getByRole('radio', { name: 'HTML' }).check()

  const frame = page.getByTitle('HTML of ¡Hola!').contentFrame()
  await frame.getByText('Quiet').waitFor()
})

test('a queue is looked into, and nothing is taken out', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  await page.getByText('There is no queue.').waitFor()
  await page.getByRole('button', { name: 'Make one named “news”' }).click()
  await page.getByRole('link', { name: /news.*0 messages/ }).click()
  const queue = queues.all()[0]!

  queue.send({ body: '{"colour":"green"}', senderId: 'me' })
  await page.getByRole('region', { name: 'Messages' }).getByText('{"colour":"green"}').click()

  await page.getByRole('region', { name: 'Body' }).getByText('"green"').waitFor()
  await page.getByRole('link', { name: /news.*1 message/ }).waitFor()
  expect(queue.count('ready')).toBe(1)
})

test('what a consumer takes out of a queue is seen to be gone', async () => {
  const { page, queues } = await openConsole('/console/inbox/queue')
  const queue = queues.create(queueId)
  queue.send({ body: 'hello', senderId: 'me' })
  await page.goto(`${page.url()}/${encodeURIComponent(queue.arn)}`)
  await page.locator('summary').getByText('hello').waitFor()

  queue.purge()

  await page.getByText('It is empty.').waitFor()
})

test('a subscription is confirmed, and what is published goes to it', async () => {
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

test('a test event is followed to where it landed', async () => {
  const { page, queues } = await openConsole('/console/send')
  queues.create(queueId)

  await page.getByRole('radio', { name: 'SQS' }).check()
  await expect.poll(() => page.getByLabel('URL of the queue').inputValue()).toContain('/news')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('link', { name: 'See it where it landed' }).click()

  await page.getByRole('heading', { name: 'news' }).waitFor()
  await page.locator('summary').getByText('AssignmentSubmitted').waitFor()
})
