import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import {
  ApproveAssignmentCommand,
  GetFileUploadURLCommand,
  MTurkClient,
  NotifyWorkersCommand,
} from '@aws-sdk/client-mturk'
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import supertest from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import type { Config } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { parseMail } from '../../src/services/smtp/mailbox.js'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

/** Another address of a server, as a container or a load balancer has one. */
async function startForwarder(target: string): Promise<string> {
  const { hostname, port } = new URL(target)
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

/** Clients that reach the emulator under another name and port than it listens on. */
async function startBehindForwarder(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator(options)
  const forwarded = await startForwarder(emulator.endpoint)
  const clientConfig = createClientConfig(forwarded)
  const [mturk, sqs, sns] = [
    new MTurkClient(clientConfig),
    new SQSClient(clientConfig),
    new SNSClient(clientConfig),
  ]
  onTestFinished(() => {
    for (const client of [mturk, sqs, sns]) client.destroy()
  })
  return { ...emulator, forwarded, mturk, sqs, sns }
}

type Forwarded = Awaited<ReturnType<typeof startBehindForwarder>>

/** The file of a submitted assignment, by its link. */
async function createUploadUrl({
  control,
  createHit,
  mturk,
  forwarded,
}: Forwarded): Promise<string> {
  const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')
  const { HITId } = await createHit({ Question })
  const { id } = await control.accept('A1WORKER', HITId!)
  await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id: 'A1WORKER',
    assignmentId: id,
    question: 'picture',
    file: 'a cat',
    type: 'image/png',
  })
  await control.submit('A1WORKER', id)
  const input = { AssignmentId: id, QuestionIdentifier: 'picture' }
  const { FileUploadURL } = await mturk.send(new GetFileUploadURLCommand(input))
  // The console calls operations through the control API.
  const call = await new ControlClient(forwarded).request('POST /_mturk/calls', {
    body: { operation: 'GetFileUploadURL', input },
  })
  expect(new URL(JSON.parse(call.response).FileUploadURL).origin).toBe(
    new URL(FileUploadURL!).origin,
  )
  return FileUploadURL!
}

/** Subscribes a webhook and a queue, and returns the links in what they receive. */
async function collectSnsLinks({ sns, sqs, waitUntilIdle }: Forwarded) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'links' }))
  const hook = await startWebhook()
  const subscribe = (Protocol: string, Endpoint: string) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }))
  await subscribe('http', hook.url)
  await subscribe('sqs', 'arn:aws:sqs:us-east-1:000000000000:links')
  const [confirmation] = await hook.waitForRequests(1)
  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
  await waitUntilIdle()
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
  const { SubscribeURL } = JSON.parse(confirmation!.body)
  const { SigningCertURL, UnsubscribeURL } = JSON.parse(Messages![0]!.Body!)
  const listStates = async () => {
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))
    return Subscriptions!.map(({ Protocol, SubscriptionArn }) => [
      Protocol,
      SubscriptionArn === 'PendingConfirmation' ? 'pending' : 'confirmed',
    ])
  }
  return { SubscribeURL, SigningCertURL, UnsubscribeURL, listStates }
}

test('every link leads back by the address under which the caller reached the emulator', async () => {
  const emulator = await startBehindForwarder()
  const { forwarded, sqs } = emulator
  const links = await collectSnsLinks(emulator)
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  const fileUrl = await createUploadUrl(emulator)

  for (const url of [QueueUrl!, fileUrl, links.SubscribeURL, links.SigningCertURL])
    expect(new URL(url).origin).toBe(forwarded)
  expect(new URL(links.UnsubscribeURL).origin).toBe(forwarded)

  expect(
    (await fetch(QueueUrl!, { method: 'POST', body: 'Action=GetQueueAttributes' })).status,
  ).toBe(200)
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }))
  expect(await (await fetch(fileUrl)).text()).toBe('a cat')
  expect(await (await fetch(links.SigningCertURL)).text()).toContain('BEGIN CERTIFICATE')
  expect((await fetch(links.SubscribeURL)).status).toBe(200)
  expect(await links.listStates()).toEqual([
    ['http', 'confirmed'],
    ['sqs', 'confirmed'],
  ])
  expect((await fetch(links.UnsubscribeURL)).status).toBe(200)
  expect(await links.listStates()).toEqual([['http', 'confirmed']])
})

test('a mail to a worker links to the worker site by the address of the call', async () => {
  const { forwarded, mturk, mailbox, createHit, control } = await startBehindForwarder()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)
  await control.submit('A1WORKER', id, { drawing: 'miaow' })
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId: id }))

  await mturk.send(
    new NotifyWorkersCommand({ Subject: 'Hi', MessageText: 'More', WorkerIds: ['A1WORKER'] }),
  )

  const { text = '' } = await parseMail(mailbox.all()[0]!)
  const [, url = ''] = /The worker site is at (\S+)\.$/m.exec(text) ?? []
  expect(url).toBe(`${forwarded}/worker`)
  expect((await fetch(url)).status).toBe(200)
})

test('an advertised address wins over the one that a call names', async () => {
  const advertise = 'https://mturk.example.com'
  const emulator = await startBehindForwarder({ advertise: `${advertise}/` })
  const { sqs, queue, info, endpoint } = emulator
  const links = await collectSnsLinks(emulator)
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'news' }))

  const { listStates: _, ...urls } = links
  for (const url of [...Object.values(urls), QueueUrl!, queue('news').url, info().endpoint])
    expect(new URL(url).origin).toBe(advertise)
  expect(new URL(await createUploadUrl(emulator)).origin).toBe(advertise)
  const http = supertest(endpoint)
  expect((await http.get('/_mturk/info').set({ host: 'mturk.example.com' })).status).toBe(200)
  expect((await http.get('/_mturk/info').set({ host: 'evil.example.com' })).status).toBe(403)
})

test.each(['mturk.example.com', 'ftp://mturk.example.com', 'https://mturk.example.com/turk'])(
  'the address %s cannot be advertised',
  async (advertise) => {
    await expect(startTestEmulator({ advertise })).rejects.toThrow(
      'Give a URL without a path, such as https://mturk.example.com.',
    )
  },
)

test('links in SNS messages can have the host that message validators require', async () => {
  const emulator = await startBehindForwarder({
    snsLinks: 'amazon',
    advertise: 'https://mturk.example.com',
  })

  const { listStates: _, ...urls } = await collectSnsLinks(emulator)

  // The pattern of sns-validator, which Amazon's SDKs share.
  for (const url of Object.values(urls))
    expect(new URL(url).host).toMatch(/^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/)
  expect(new URL(urls.SigningCertURL).protocol).toBe('https:')
})
