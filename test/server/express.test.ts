import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import {
  GetAccountBalanceCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import express, { type Express } from 'express'
import supertest from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../../src/core/random.js'
import { type Config, mturk } from '../../src/express.js'
import { createAuthority } from '../../src/services/tls/certificate-authority.js'
import { createClientConfig } from '../support/clients.js'
import { createRecordingLog } from '../support/recording-log.js'

/** The emulator as a middleware; it ends with the test. */
async function createMiddleware(options: Partial<Config> = {}) {
  const log = createRecordingLog()
  const middleware = await mturk(options, log)
  onTestFinished(() => middleware.close())
  return { middleware, log }
}

/** Serves an app and returns Amazon's clients for it. */
async function connectTo(app: Express) {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients = {
    mturk: new MTurkClient(createClientConfig(endpoint)),
    sqs: new SQSClient(createClientConfig(endpoint)),
  }
  onTestFinished(async () => {
    for (const client of Object.values(clients)) client.destroy()
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  })
  return { endpoint, ...clients }
}

const sendTestEvent = (queueUrl: string | undefined) =>
  new SendTestEventNotificationCommand({
    Notification: {
      Destination: queueUrl,
      Transport: 'SQS',
      Version: '2014-08-15',
      EventTypes: ['HITReviewable'],
    },
    TestEventType: 'HITReviewable',
  })

test('the emulator runs in another Express app: AWS calls, the control API and the pages', async () => {
  const { middleware } = await createMiddleware()
  const app = express()
  app.use(middleware)
  app.use(express.json())
  app.post('/orders', ({ body }, response) => void response.json(body))
  app.get('/', (_, response) => void response.send('another page'))
  const { endpoint, mturk, sqs } = await connectTo(app)

  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await mturk.send(sendTestEvent(QueueUrl))
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }))
  const [info, page, order, home] = await Promise.all([
    supertest(endpoint).get('/_mturk/info'),
    supertest(endpoint).get('/console'),
    supertest(endpoint).post('/orders').send({ cats: 2 }),
    supertest(endpoint).get('/'),
  ])

  expect(QueueUrl).toBe(`${endpoint}/000000000000/news`)
  expect(JSON.parse(Messages![0]!.Body!).Events[0].EventType).toBe('HITReviewable')
  expect(info.body).toMatchObject({ endpoint, ready: true })
  expect(page.text).toContain('<!doctype html>')
  expect([order.body, home.text]).toEqual([{ cats: 2 }, 'another page'])
})

test('its address may be advertised', async () => {
  const { middleware } = await createMiddleware({ advertise: 'https://turk.example.com' })
  const app = express().use(middleware)

  const { body } = await supertest(app).get('/_mturk/info')

  expect(body.endpoint).toBe('https://turk.example.com')
})

test('an app that terminates TLS itself gets URLs with https', async () => {
  const { middleware } = await createMiddleware()
  const authority = await createAuthority(new Date(), systemRandom)
  const server = createSecureServer(
    {
      SNICallback: async (host, callback) => callback(null, await authority.getSecureContext(host)),
    },
    express().use(middleware),
  )
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const { body } = await supertest(`https://localhost:${port}`)
    .get('/_mturk/info')
    .ca(authority.certificate)

  expect(body.endpoint).toBe(`https://localhost:${port}`)
})

test('an AWS call whose body a parser has read gets an error that says so, and the log too', async () => {
  const { middleware, log } = await createMiddleware()
  const app = express()
  app.use(express.raw({ type: () => true }), middleware)
  const { mturk, sqs } = await connectTo(app)
  const expected = {
    name: 'RequestBodyConsumedException',
    message:
      'A body parser ran before mturk-local, which needs the body as it was sent: mount mturk-local before express.json() and the like.',
  }

  await expect(mturk.send(sendTestEvent('http://unused/1/q'))).rejects.toMatchObject(expected)
  await expect(sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).rejects.toMatchObject(expected)
  expect(
    log.lines.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  ).toEqual([expected.message, expected.message])
})

test('below a path it is refused, since its pages and queues have paths of their own', async () => {
  const { middleware } = await createMiddleware()
  const app = express().use('/turk', middleware)

  const { status, text } = await supertest(app).get('/turk/_mturk/info')

  expect(status).toBe(500)
  expect(text).toContain('Mount mturk-local at the root of the app')
})

test('after close it passes every request on', async () => {
  const { middleware } = await createMiddleware()
  const app = express().use(middleware)

  await middleware.close()

  await supertest(app).get('/_mturk/info').expect(404)
})

test('a request to stop it ends when it has closed, and the app goes on', async () => {
  const { middleware } = await createMiddleware()
  const app = express()
  app.use(middleware)
  app.use((_, response) => void response.send('of the app'))
  const { endpoint } = await connectTo(app)

  const { body } = await supertest(endpoint)
    .post('/_mturk/stop')
    .set('content-type', 'application/json')

  expect(body).toEqual({ stopping: true })
  expect((await supertest(endpoint).get('/_mturk/info')).text).toBe('of the app')
})

test('when it closes, calls that take too long are answered with 503', async () => {
  const { middleware, log } = await createMiddleware({
    fault: ['delay operation=GetAccountBalance milliseconds=600000'],
  })
  const app = express()
  app.use(middleware)
  const { endpoint, mturk } = await connectTo(app)
  const call = mturk.send(new GetAccountBalanceCommand({})).catch((error: unknown) => error)
  const isDelayed = async () =>
    (await supertest(endpoint).get('/_mturk/faults')).body.rules[0].applied === 1
  while (!(await isDelayed()));

  await middleware.close()

  expect(await call).toMatchObject({
    name: 'ServiceUnavailable',
    message: 'The emulator is stopping.',
    $metadata: { httpStatusCode: 503 },
  })
  expect(log.lines.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('an option that makes no sense is an error', async () => {
  await expect(mturk({ smtpPort: -1 })).rejects.toThrow('the option smtpPort')
})
