import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateQueueCommand } from '@aws-sdk/client-sqs'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { ControlClient } from '../../../src/server/control/client.js'
import { startTestEmulator, type TestEmulator } from '../../support/setup.js'

async function startWithControlHttp() {
  const emulator = await startTestEmulator()
  return {
    ...emulator,
    control: new ControlClient(emulator.endpoint),
    http: supertest(emulator.endpoint),
  }
}

const mail = ({ mturk }: Pick<TestEmulator, 'mturk'>, to = 'jane@example.com') =>
  mturk.send(
    new SendTestEventNotificationCommand({
      Notification: { Destination: to, Transport: 'Email', Version: '2014-08-15', EventTypes: [] },
      TestEventType: 'Ping',
    }),
  )

test('health, readiness and info are answered', async () => {
  const { http, control, endpoint } = await startWithControlHttp()

  expect((await http.get('/_mturk/health')).body).toEqual({ status: 'ok' })
  expect((await http.get('/_mturk/ready')).status).toBe(200)
  expect(await control.request('GET /_mturk/info')).toMatchObject({
    endpoint,
    ready: true,
    environment: 'sandbox',
  })
})

test('deliveries are listed newest first, filtered and page by page', async () => {
  const { control, ...emulator } = await startWithControlHttp()
  for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await mail(emulator, to)

  const first = await control.deliveries({ transport: 'Email', limit: 2 })
  const second = await control.deliveries({ transport: 'Email', limit: 2, after: first.next })
  const one = await control.deliveries({ destination: 'b@example.com', eventType: 'Ping' })

  const to = ({ deliveries }: typeof first) => deliveries.map(({ destination }) => destination)
  expect([to(first), to(second), to(one)]).toEqual([
    ['c@example.com', 'b@example.com'],
    ['a@example.com'],
    ['b@example.com'],
  ])
  expect(
    await control.request('GET /_mturk/deliveries/{id}', { id: one.deliveries[0]!.id }),
  ).toEqual(one.deliveries[0])
  expect(await control.deliveries({ status: 'failed' })).toEqual({ deliveries: [] })
})

test('a cursor with an offset reads on in the log as it was', async () => {
  const { control, ...emulator } = await startWithControlHttp()
  for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await mail(emulator, to)

  const { cursor, total } = await control.deliveries({ limit: 1, total: true })
  await mail(emulator, 'd@example.com')
  const second = await control.deliveries({ limit: 1, after: cursor, offset: 1, total: true })

  expect([total, second.total]).toEqual([3, 3])
  expect(second.deliveries).toMatchObject([{ destination: 'b@example.com' }])
})

test('a delivery is found by any text in it', async () => {
  const { control, ...emulator } = await startWithControlHttp()
  await mail(emulator, 'a@example.com')
  await mail(emulator, 'b@example.com')
  const { deliveries } = await control.deliveries({ destination: 'a@example.com' })
  const { requestId, eventDocId } = deliveries[0]!

  for (const text of [requestId!, `"EventDocId":"${eventDocId}"`, 'A@EXAMPLE']) {
    expect((await control.deliveries({ text })).deliveries).toMatchObject([
      { destination: 'a@example.com' },
    ])
    expect(await control.waitForDeliveries({ text, timeout: 0 })).toMatchObject({ complete: true })
  }
  expect(await control.deliveries({ text: 'no such thing', total: true })).toEqual({
    deliveries: [],
    total: 0,
  })
})

test('waiting ends when enough was delivered, or after the timeout', async () => {
  const { control, ...emulator } = await startWithControlHttp()

  const waiting = control.waitForDeliveries({
    transport: 'Email',
    eventType: 'Ping',
    count: 2,
    timeout: 60_000,
  })
  await mail(emulator)
  await mail(emulator)

  expect(await waiting).toMatchObject({ complete: true, deliveries: { length: 2 } })
  expect(await control.waitForDeliveries({ transport: 'SQS', timeout: 1 })).toEqual({
    complete: false,
    deliveries: [],
  })
})

test('a delivery is sent again with the same payload', async () => {
  const { control, mailbox, ...emulator } = await startWithControlHttp()
  await mail(emulator)
  const [delivery] = (await control.deliveries()).deliveries

  const after = await control.request('POST /_mturk/deliveries/{id}/redeliver', {
    id: delivery!.id,
  })

  expect(after).toMatchObject({
    status: 'sent',
    attempts: { length: 2 },
    payload: delivery!.payload,
  })
  expect(mailbox.all()).toHaveLength(2)
})

test('e-mails and queues are read without consuming anything', async () => {
  const { http, sqs, queues, ...emulator } = await startWithControlHttp()
  await mail(emulator)
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  queues.all()[0]!.send({ body: 'hello', senderId: 'me' })

  const [{ id }] = (await http.get('/_mturk/mailbox')).body.mails
  const read = await http.get(`/_mturk/mailbox/${id}`)
  const source = await http
    .get(`/_mturk/mailbox/${id}/source`)
    .buffer(true)
    .parse((response, done) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => done(null, text))
    })
  const { body } = await http.get('/_mturk/queues')

  expect(read.body.subject).toBe('[Amazon Mechanical Turk] Your Event Notification')
  expect(source.body).toMatch(/^From: mturk-noreply@amazon.com/m)
  expect(body.queues).toMatchObject([
    { name: 'news', messages: [{ body: 'hello', state: 'ready' }] },
  ])
  expect(queues.all()[0]!.count('ready')).toBe(1)
})

test('a reset deletes the messages, or everything', async () => {
  const { control, mailbox, queues, sqs, ...emulator } = await startWithControlHttp()
  await mail(emulator)
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

  await control.request('POST /_mturk/reset', { body: { scope: 'messages' } })
  expect([mailbox.all().length, queues.all().length]).toEqual([0, 1])
  expect((await control.deliveries()).deliveries).toEqual([])

  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })
  expect(queues.all()).toEqual([])
})

test('events are streamed as they happen', async () => {
  const { control, ...emulator } = await startWithControlHttp()
  const types: string[] = []
  const stream = await control.stream()
  const listening = (async () => {
    for await (const { type } of stream) {
      types.push(type)
      if (type === 'call') return
    }
  })()

  await mail(emulator)
  await listening

  expect(types).toEqual(['mail', 'delivery', 'call'])
})

test.each([
  ['under a name that resolves to this machine', { host: 'evil.example' }],
  ['from a page of another site', { origin: 'http://evil.example' }],
  ['that a browser marks as cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['from a page with an opaque origin', { origin: 'null' }],
])('a request %s is refused', async (_, headers) => {
  const { http, queues } = await startWithControlHttp()
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })

  const { status } = await http.post('/_mturk/reset').set(headers).send({ scope: 'all' })

  expect(status).toBe(403)
  expect(queues.all()).toHaveLength(1)
})

test('further host names can be allowed', async () => {
  const { endpoint } = await startTestEmulator({ controlHosts: 'mturk,other' })

  const { status } = await supertest(endpoint).get('/_mturk/health').set('host', 'mturk:6887')

  expect(status).toBe(200)
})

test('an unknown path is answered in JSON', async () => {
  const { http } = await startWithControlHttp()

  const { status, body } = await http.get('/_mturk/nothing')

  expect([status, body]).toEqual([
    404,
    { error: 'NotFound', message: 'There is no GET /_mturk/nothing here.' },
  ])
})
