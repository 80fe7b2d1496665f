import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { expect, test } from 'vitest'
import { computeSignature } from '../../src/services/aws/sigv4.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

/** An emulator that checks signatures. */
async function startWithSecrets() {
  const credentials = join(createTempFolder(), 'credentials.json')
  writeFileSync(credentials, '{"AKIDEXAMPLE":"secret"}')
  const emulator = await startTestEmulator({ credentials })
  emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'q' })
  return emulator
}

interface SignedParts {
  readonly service: string
  readonly headers?: Record<string, string>
  readonly unsigned?: readonly string[]
  readonly body?: string
}

/** Signs a request with the secret of the emulator, and sends it with further headers. */
async function callSigned(
  endpoint: string,
  { service, headers = {}, unsigned = [], body = '{}' }: SignedParts,
) {
  const signed = await createSigner(service).sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      headers: { host: new URL(endpoint).host, ...headers },
      body,
    },
    { unsignableHeaders: new Set(unsigned) },
  )
  const { host: _, ...sent } = signed.headers
  const response = await fetch(endpoint, { method: 'POST', headers: sent, body })
  return [response.status, await response.json()]
}

const createSigner = (service: string) =>
  new SignatureV4({
    service,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    sha256: Sha256,
  })

const createQueue = {
  headers: {
    'x-amz-target': 'AmazonSQS.CreateQueue',
    'content-type': 'application/x-amz-json-1.0',
  },
  body: '{"QueueName":"theirs"}',
}

test('the target of a call must be signed', async () => {
  const { endpoint, queues } = await startWithSecrets()
  const call = { service: 'sqs', ...createQueue }

  const unsigned = await callSigned(endpoint, { ...call, unsigned: ['x-amz-target'] })
  const signed = await callSigned(endpoint, call)

  expect(unsigned).toEqual([
    400,
    {
      __type: 'InvalidSignatureException',
      message: "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.",
    },
  ])
  expect(signed[0]).toBe(200)
  expect(queues.all().map(({ id }) => id.name)).toEqual(['q', 'theirs'])
})

test.each(['sns', 'mturk-requester', 's3'])(
  'a signature for %s is refused by SQS',
  async (service) => {
    const { endpoint, queues } = await startWithSecrets()

    const answer = await callSigned(endpoint, { service, ...createQueue })

    expect(answer).toEqual([
      400,
      {
        __type: 'InvalidSignatureException',
        message: "Credential should be scoped to correct service: 'sqs'.",
      },
    ])
    expect(queues.all()).toHaveLength(1)
  },
)

test.each([
  ['3600', undefined],
  ['604800', undefined],
  ['604801', 'X-Amz-Expires must be less than a week (in seconds)'],
  ['1e99', 'X-Amz-Expires should be a number'],
  ['Infinity', 'X-Amz-Expires should be a number'],
  ['', 'X-Amz-Expires should be a number'],
])('the validity %s of a presigned URL is checked', async (expires, message) => {
  const { endpoint } = await startWithSecrets()
  const request = await createSigner('sqs').presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      query: { Action: 'ListQueues' },
      headers: { host: new URL(endpoint).host },
    },
    { expiresIn: 60 },
  )
  const { 'X-Amz-Signature': _, ...query } = request.query as Record<string, string>
  const search = new URLSearchParams({ ...query, 'X-Amz-Expires': expires }).toString()
  const [, region, service] = query['X-Amz-Credential']!.split('/').slice(1)
  const signature = computeSignature(
    { method: 'GET', path: '/', query: search, headers: { host: new URL(endpoint).host } },
    {
      date: query['X-Amz-Date']!.slice(0, 8),
      region: region!,
      service: service!,
      signedHeaders: ['host'],
    },
    'secret',
    query['X-Amz-Date']!,
    createHash('sha256').update('').digest('hex'),
  )

  const response = await fetch(`${endpoint}/?${search}&X-Amz-Signature=${signature}`)

  expect(response.status).toBe(message === undefined ? 200 : 400)
  if (message !== undefined) expect(await response.text()).toContain(message)
})

test('without secrets any key is taken, for any service and time', async () => {
  const emulator = await startTestEmulator()
  const call = { service: 's3', ...createQueue, unsigned: ['x-amz-target'] }

  const [status] = await callSigned(emulator.endpoint, call)

  expect(status).toBe(200)
})
