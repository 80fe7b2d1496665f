import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import type { Config } from '../../src/index.js'
import { startEmulator } from '../../src/index.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

async function startWithQueue(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator(options)
  emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  return { ...emulator, http: supertest(emulator.endpoint) }
}

/** What a browser sends with an image, a frame or a link of another site. */
const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }

const badKey =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0'

test.each([
  'http://evil.example',
  'null',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'file://',
])('a page of the origin %s may not call, signed with any key or not', async (origin) => {
  const { http, queues } = await startWithQueue()
  const headers = { origin, 'sec-fetch-site': 'cross-site' }
  const create = 'Action=CreateQueue&QueueName=theirs'

  const answers = await Promise.all([
    http.post('/').set(headers).type('form').send(create),
    http.post('/').set(headers).set('authorization', badKey).type('form').send(create),
    http.get(`/?${create}`).set(headers),
    http.get('/?Action=ListQueues').set(headers),
    http
      .post('/')
      .set(headers)
      .set({ authorization: badKey, 'x-amz-target': 'AmazonSQS.CreateQueue' })
      .type('application/x-amz-json-1.0')
      .send('{"QueueName":"theirs"}'),
  ])

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
  expect(answers[4]!.text).toBe(
    JSON.stringify({
      __type: 'AccessDeniedException',
      message: `Pages of ${origin} may not call this emulator. Start it with --cors-origins ${origin} to allow that.`,
    }),
  )
  expect(queues.all().map(({ id }) => id.name)).toEqual(['news'])
})

test('a page under a name that was made to resolve to this machine may not call', async () => {
  const { http, queues } = await startWithQueue()
  const host = 'evil.example:6887'
  const create = 'Action=CreateQueue&QueueName=theirs'

  const post = await http
    .post('/')
    .set({ host, origin: `http://${host}` })
    .type('form')
    .send(create)
  const get = await http.get(`/?${create}`).set({ host, 'user-agent': 'Mozilla/5.0 (X11)' })

  expect([post.status, get.status]).toEqual([403, 403])
  expect(queues.all()).toHaveLength(1)
})

test.each(['image', 'iframe', 'document', 'empty', 'video'])(
  'a GET of a browser for %s changes nothing',
  async (destination) => {
    const { http, queues, topics } = await startWithQueue()
    const headers = { ...image, 'sec-fetch-dest': destination }
    const presigned =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fsns%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=0'

    const answers = await Promise.all([
      http.get('/?Action=CreateTopic&Name=theirs').set(headers),
      http.get(`/?Action=CreateTopic&Name=theirs&${presigned}`).set(headers),
      http.get('/?Action=PurgeQueue&QueueUrl=/000000000000/news').set(headers),
      http.get('/000000000000/news?Action=ReceiveMessage').set(headers),
      http.get('/?Action=ListTopics&Action=DeleteQueue&QueueUrl=/000000000000/news').set(headers),
      http.head('/?Action=CreateTopic&Name=theirs').set(headers),
    ])

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    expect([queues.all().length, topics.all().length]).toEqual([1, 0])
  },
)

test('a GET of a browser may read, and follow the links in the mails of a topic', async () => {
  const { http } = await startWithQueue()
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
  const arn = 'arn:aws:sns:us-east-1:000000000000:news'

  const list = await http.get('/?Action=ListQueues').set(link)
  const confirm = await http.get(`/?Action=ConfirmSubscription&TopicArn=${arn}&Token=x`).set(link)
  const unsubscribe = await http
    .get(`/?Action=Unsubscribe&SubscriptionArn=${arn}:00000000-0000-0000-0000-000000000000`)
    .set(link)

  expect([list.status, unsubscribe.status]).toEqual([200, 200])
  expect(confirm.text).not.toContain('AccessDenied')
})

test('a GET of a program may change something', async () => {
  const { endpoint, topics } = await startWithQueue()

  await fetch(`${endpoint}/?Action=CreateTopic&Name=mine`)

  expect(topics.all()).toHaveLength(1)
})

test.each([
  ['http://localhost:3000', {}],
  ['http://127.0.0.1:8080', {}],
  ['https://app.localhost', {}],
  ['http://[::1]:3000', {}],
  ['https://app.example', { corsOrigins: ['https://app.example'] }],
  ['null', { corsOrigins: ['https://app.example', 'null'] }],
] as const)('a page of the origin %s may call with the settings %j', async (origin, options) => {
  const { http, queues } = await startWithQueue(options)

  const { status, headers } = await http
    .post('/')
    .set({ origin, 'sec-fetch-site': 'cross-site' })
    .type('form')
    .send('Action=CreateQueue&QueueName=mine')

  expect([status, headers['access-control-allow-origin']]).toEqual([200, '*'])
  expect(queues.all()).toHaveLength(2)
})

test('our own pages may call under each name that they answer under', async () => {
  const { http } = await startWithQueue({ controlHosts: 'mturk.example' })
  const call = (host: string, origin: string) =>
    http.post('/').set({ host, origin }).type('form').send('Action=ListQueues')

  expect((await call('mturk.example:80', 'http://mturk.example:80')).status).toBe(403)
  expect((await call('mturk.example', 'http://mturk.example')).status).toBe(200)
  expect((await call('mturk.example:6887', 'http://mturk.example:6887')).status).toBe(200)
  expect((await call('mturk.example:6887', 'http://other.example')).status).toBe(403)
})

test('with --credentials a page of any origin may make calls whose signature is valid', async () => {
  const credentials = join(createTempFolder(), 'credentials.json')
  writeFileSync(credentials, '{"AKIDEXAMPLE":"secret"}')
  const { http, endpoint } = await startWithQueue({ credentials })
  const call = async (secretAccessKey: string) => {
    const signer = new SignatureV4({
      service: 'sqs',
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
      sha256: Sha256,
    })
    const body = 'Action=ListQueues'
    const type = 'application/x-www-form-urlencoded'
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      headers: { host: new URL(endpoint).host, 'content-type': type },
      body,
    })
    return http
      .post('/')
      .set({ ...headers, origin: 'https://app.example' })
      .send(body)
  }

  const [valid, invalid] = [await call('secret'), await call('wrong')]
  const unsigned = await http
    .post('/')
    .set('origin', 'https://app.example')
    .type('form')
    .send('Action=ListQueues')

  expect([valid.status, invalid.status, unsigned.status]).toEqual([200, 400, 400])
})

test('a message of a topic is no call', async () => {
  const { http, queues } = await startWithQueue()

  const { status } = await http
    .post('/?Action=DeleteQueue&QueueUrl=/000000000000/news')
    .set('x-amz-sns-message-type', 'SubscriptionConfirmation')
    .type('text/plain')
    .send('{}')

  expect(status).toBe(403)
  expect(queues.all()).toHaveLength(1)
})

test('an origin with a path is no value of --cors-origins', async () => {
  await expect(startEmulator({ corsOrigins: 'https://app.example/page' as never })).rejects.toThrow(
    'origins without a path',
  )
})
