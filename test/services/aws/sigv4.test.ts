import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sha256 } from '@aws-crypto/sha256-js'
import { GetAccountBalanceCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { SignatureV4 } from '@smithy/signature-v4'
import { expect, onTestFinished, test } from 'vitest'
import type { WireRequest } from '../../../src/services/aws/http.js'
import {
  accountFromAccessKey,
  checkAccessKey,
  checkSignature,
  parseSignature,
} from '../../../src/services/aws/sigv4.js'
import { startTestEmulator } from '../../support/setup.js'

const now = new Date('2026-01-02T03:04:05Z')
const signer = new SignatureV4({
  service: 'mturk-requester',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
  sha256: Sha256,
})

interface RequestParts {
  readonly path?: string
  readonly query?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly unsigned?: readonly string[]
}

const toWireRequest = (
  request: { headers: Record<string, string>; query?: Record<string, string> },
  { path = '/', body = '{}' }: RequestParts,
): WireRequest => ({
  method: 'POST',
  path,
  query: new URLSearchParams(request.query ?? {}).toString().replaceAll('+', '%20'),
  headers: request.headers,
  body: Buffer.from(body),
})

/** A request as Amazon's own signer signs it. */
async function signRequest(parts: RequestParts = {}): Promise<WireRequest> {
  const { path = '/', query = {}, headers = {}, body = '{}', unsigned = [] } = parts
  const request = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      query,
      headers: { host: '127.0.0.1:6887', 'content-type': 'application/x-amz-json-1.1', ...headers },
      body,
    },
    { signingDate: now, unsignableHeaders: new Set(unsigned) },
  )
  return toWireRequest(
    request as { headers: Record<string, string>; query?: Record<string, string> },
    parts,
  )
}

const check = (request: WireRequest, at = now, secret = 'secret') =>
  checkSignature(request, parseSignature(request)!, secret, at)

test.each<[string, RequestParts]>([
  ['all its headers', {}],
  ['its content type left out', { unsigned: ['content-type'] }],
  ['a path to be encoded', { path: '/000000000000/a%20b' }],
  ['a query', { query: { b: 'x y', a: 'ä*', empty: '' } }],
  ['many spaces in a header', { headers: { 'x-amz-meta': '  a   b ' } }],
  ['a body in another language', { body: '{"Title":"Grüße"}' }],
  ['an unsigned payload', { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }],
])('a signature of %s is valid', async (_, requestParts) => {
  expect(check(await signRequest(requestParts))).toBeUndefined()
})

test('a link signed beforehand is good until it expires', async () => {
  const { query } = await signer.presign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      headers: { host: '127.0.0.1' },
      body: '',
    },
    { signingDate: now, expiresIn: 60 },
  )
  const request = toWireRequest(
    { headers: { host: '127.0.0.1' }, query: query as Record<string, string> },
    { body: '' },
  )

  expect(check(request)).toBeUndefined()
  expect(check(request, new Date(now.getTime() + 61_000))?.message).toContain('Signature expired')
})

const tampered: readonly [string, (request: WireRequest) => WireRequest][] = [
  ['another body', (request) => ({ ...request, body: Buffer.from('{"a":1}') })],
  [
    'another header',
    (request) => ({ ...request, headers: { ...request.headers, 'content-type': 'text/plain' } }),
  ],
  ['another path', (request) => ({ ...request, path: '/other' })],
  [
    'a body hash that is not the body’s',
    (request) => ({
      ...request,
      headers: { ...request.headers, 'x-amz-content-sha256': '0'.repeat(64) },
    }),
  ],
]

test.each(tampered)('%s breaks the signature', async (_, tamper) => {
  const fault = check(tamper(await signRequest()))

  expect(fault).toMatchObject({ status: 400, code: 'InvalidSignatureException' })
  expect(fault!.message).toMatch(/^The request signature we calculated does not match/)
})

test('another secret breaks the signature', async () => {
  expect(check(await signRequest(), now, 'other')?.code).toBe('InvalidSignatureException')
})

test('a clock difference of more than fifteen minutes is reported', async () => {
  const request = await signRequest()

  expect(check(request, new Date(now.getTime() + 15 * 60_000))).toBeUndefined()
  expect(check(request, new Date(now.getTime() + 15 * 60_000 + 1000))?.message).toBe(
    'Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z (20260102T031906Z - 15 min.)',
  )
  expect(check(request, new Date(now.getTime() - 15 * 60_000 - 1000))?.message).toMatch(
    /^Signature not yet current/,
  )
})

test('an unknown or invalid access key is not recognised', async () => {
  const claim = parseSignature(await signRequest())!

  expect(checkAccessKey(claim, new Map([['AKID', 'secret']]))).toBeUndefined()
  expect(checkAccessKey(claim, new Map())).toMatchObject({
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  })
  expect(checkAccessKey({ ...claim, accessKeyId: 'fake key id' }, undefined)?.code).toBe(
    'UnrecognizedClientException',
  )
})

test('twelve digits are an account', () => {
  expect(['123456789012', '1234567890123', 'AKID'].map(accountFromAccessKey)).toEqual([
    '123456789012',
    '000000000000',
    '000000000000',
  ])
})

test('Amazon’s clients are let in with their secret, and kept out with another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const credentials = join(folder, 'credentials.json')
  writeFileSync(credentials, '{"123456789012":"right"}')
  const { clientConfig } = await startTestEmulator({ credentials })
  const as = (secretAccessKey: string) => ({
    ...clientConfig,
    credentials: { accessKeyId: '123456789012', secretAccessKey },
  })

  const good = [
    new MTurkClient(as('right')).send(new GetAccountBalanceCommand({})),
    new SQSClient(as('right')).send(new CreateQueueCommand({ QueueName: 'q' })),
  ]
  const bad = [
    new MTurkClient(as('wrong')).send(new GetAccountBalanceCommand({})),
    new SQSClient(as('wrong')).send(new ListQueuesCommand({})),
  ]

  await expect(Promise.all(good)).resolves.toHaveLength(2)
  for (const each of await Promise.allSettled(bad))
    expect(each).toMatchObject({
      status: 'rejected',
      reason: { name: 'InvalidSignatureException' },
    })
})
