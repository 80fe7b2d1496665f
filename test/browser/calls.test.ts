import {
  CreateHITCommand,
  GetAccountBalanceCommand,
  GetAssignmentCommand,
  GetHITCommand,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { writeHandler } from '../services/lambda/start-function.js'
import { openConsole, readClipboard } from './console.js'

test('a call appears with its request, its response and an AWS CLI command', async () => {
  const { page, createHit, endpoint } = await openConsole('/console/calls')
  await page.getByText('No calls yet.').waitFor()

  const { HITId } = await createHit()

  await page.getByRole('link', { name: /CreateHIT/ }).click()
  await page.getByRole('region', { name: 'Request' }).getByText('"Draw a cat"').waitFor()
  await page.getByRole('region', { name: 'Response' }).getByText(`"${HITId}"`).waitFor()
  await page.getByRole('button', { name: 'Copy command line' }).click()
  await page.getByText('Copied').waitFor()
  expect(await readClipboard(page)).toContain(
    `aws --endpoint-url ${endpoint} mturk create-hit --cli-input-json '{`,
  )
})

test('a failed call is found and repeated', async () => {
  const { page, mturk, createHit, control } = await openConsole('/console/calls')
  await createHit()
  await mturk.send(new CreateHITCommand({} as never)).catch(() => {})

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('error')
  await page.getByRole('link', { name: /CreateHIT.*HTTP 400/ }).click()
  await page.getByRole('button', { name: 'Call again' }).click()

  await page
    .getByRole('link', { name: /CreateHIT.*HTTP 400/ })
    .nth(1)
    .waitFor()
  expect(
    (await control.request('GET /_mturk/calls', { outcome: 'error', total: true })).total,
  ).toBe(2)
})

test('a function that failed is found with its event and its error', async () => {
  const { page, sqs } = await openConsole('/console/calls', {
    lambda: writeHandler('export const handler = () => { throw new RangeError("no cat") }'),
    lambdaTimeout: 60_000,
    lambdaQueue: ['news=review'],
  })
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a dog' }))

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('error')
  await page
    .getByRole('link', { name: /lambda:review.*RangeError/ })
    .first()
    .click()

  await page.getByText('RangeError. no cat').waitFor()
  await page.getByRole('region', { name: 'Request' }).getByText('"a dog"').waitFor()
  await page.getByRole('region', { name: 'Response' }).getByText('"RangeError"').waitFor()
  expect(await page.getByRole('button', { name: 'Call again' }).count()).toBe(0)
})

test('a call links to its deliveries, and they link to the call', async () => {
  const { page, mturk } = await openConsole('/console/calls')
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

  await page.getByRole('link', { name: /SendTestEventNotification/ }).click()
  await page.getByRole('link', { name: 'Ping' }).click()
  await page.getByRole('heading', { name: 'Ping' }).waitFor()
  await page.getByRole('region', { name: 'Details' }).getByRole('link').click()

  await page.getByRole('heading', { name: 'SendTestEventNotification' }).waitFor()
})

test('a call made between the page load and the opening of the stream appears', async () => {
  const { page, mturk } = await openConsole('/console/calls')
  let finishAnswer = () => {}
  const answerReady = new Promise<void>((resolve) => {
    finishAnswer = resolve
  })
  await page.route('**/_mturk/stream', async (route) => {
    await answerReady
    await route.continue()
  })
  await page.reload()
  await page.getByText('No calls yet.').waitFor()

  await mturk.send(new GetAccountBalanceCommand({}))
  finishAnswer()

  await page.getByRole('link', { name: /GetAccountBalance/ }).waitFor()
})

test('a call shows its duration and its error, and its IDs are links', async () => {
  const { page, mturk, createHit } = await openConsole('/console/calls')
  const { HITId } = await createHit()
  await mturk.send(new GetHITCommand({ HITId: 'NOSUCHHIT' })).catch(() => {})

  await page.getByRole('link', { name: /GetHIT.*\d+ ms · \S+.*HTTP 400/ }).click()
  await page
    .getByText(/NOSUCHHIT/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: /CreateHIT.*\d+ ms/ }).click()
  await page.getByRole('region', { name: 'Response' }).getByRole('link', { name: HITId! }).click()

  await page.getByRole('heading', { name: 'Draw a cat' }).waitFor()
  expect(page.url()).toContain(`/console/hits/${HITId}`)
})

test('an assignment ID leads to its place on the page of the HIT', async () => {
  const { page, createHit, submitAssignment, mturk } = await openConsole('/console/calls')
  const { HITId } = await createHit()
  const AssignmentId = await submitAssignment('A1WORKER', HITId!)
  await mturk.send(new GetAssignmentCommand({ AssignmentId }))

  await page.getByRole('link', { name: /GetAssignment/ }).click()
  await page.getByRole('region', { name: 'Request' }).getByRole('link').click()

  await page.getByRole('heading', { name: 'Draw a cat' }).waitFor()
  await page.getByRole('cell', { name: 'miaow' }).waitFor()
})

test('accounts are named and chosen only where there are several', async () => {
  const { page, createHit, connectAs } = await openConsole('/console/calls')
  await createHit()
  await page.getByRole('link', { name: /CreateHIT/ }).waitFor()
  const account = page.getByRole('combobox', { name: 'Account' })
  expect(await account.count()).toBe(0)

  await connectAs('123456789012').send(new GetAccountBalanceCommand())
  await page.getByRole('link', { name: /GetAccountBalance.*123456789012/ }).waitFor()
  await account.selectOption('123456789012')
  await page.getByRole('link', { name: /CreateHIT/ }).waitFor({ state: 'detached' })
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'HITs' }).click()

  await page.getByText('No matching HITs.').waitFor()
})
