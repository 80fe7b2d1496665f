import fc from 'fast-check'
import { hostileText } from './arbitraries.js'
import type { Request } from './calls.js'

/** Characters that Node's client allows in a header. */
const headerText = fc.oneof(
  fc.stringMatching(/^[ -~]{0,60}$/),
  hostileText.map((text) => text.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?')),
)

/** Headers that the server reads, valid and nearly valid. */
const headers: Readonly<Record<string, readonly string[]>> = {
  authorization: [
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    'AWS4-HMAC-SHA256 Credential=////, SignedHeaders=;;, Signature=',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f',
    'AWS3-HTTPS AWSAccessKeyId=x',
    'Bearer x',
    'Basic ====',
  ],
  'x-amz-target': [
    'MTurkRequesterServiceV20170117.GetAccountBalance',
    'MTurkRequesterServiceV20170117.__proto__',
    'MTurkRequesterServiceV20170117.',
    'AmazonSQS.ListQueues',
    'AmazonSQS.constructor',
    '.',
  ],
  'content-type': [
    'application/x-amz-json-1.1',
    'application/json; charset=utf-7',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    ';',
  ],
  traceparent: [
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331',
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
    `cc-${'f'.repeat(5000)}`,
  ],
  tracestate: ['a=1,b=2', '='.repeat(600), `${'a=1,'.repeat(200)}`],
  'x-amz-date': ['20260101T000000Z', '99999999T999999Z', 'now'],
  'x-amz-content-sha256': ['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
  host: ['127.0.0.1', 'localhost:1', '[::1', 'evil.example', ''],
  origin: ['null', 'http://evil.example', 'http://[', 'file://'],
  cookie: ['mturk-local=x', '=;=;=', '__proto__=x'],
  'sec-fetch-site': ['cross-site', 'none'],
  range: ['bytes=0-', 'bytes=-1'],
  'accept-encoding': ['gzip;q=0,*;q=x'],
}

const paths = [
  ...[
    '/',
    '//',
    '/..%2f..%2fetc/hostname',
    '/%',
    '/%00',
    '/_mturk',
    '/_mturk/../console',
    '/worker',
  ],
  ...['/?Action=ListQueues', '/?Action=Publish&TopicArn=x', '/?Action=Unsubscribe', '/?Action='],
  ...['/?X-Amz-Signature=0&X-Amz-Credential=/////', '/?X-Amz-Algorithm=x&X-Amz-Signature=%ff'],
  ...['/SimpleNotificationService-0a.pem', '/000000000000/q?Action=ReceiveMessage', '/favicon.ico'],
  ...['/_mturk/metrics', '/_mturk/calls', '/worker/question/x', '/mturk/externalSubmit'],
  `/${'a/'.repeat(2000)}`,
]

/** Requests with odd paths and headers. */
export function oddHttpRequests(): fc.Arbitrary<Request> {
  const someHeaders = fc.record(
    Object.fromEntries(
      Object.entries(headers).map(([name, known]) => [
        name,
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, headerText),
      ]),
    ),
    { requiredKeys: [] },
  )
  return fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'REPORT'),
      path: fc.oneof(
        fc.constantFrom(...paths),
        hostileText.map((text) => `/${encodeURIComponent(Buffer.from(text).toString())}`),
      ),
      headers: someHeaders as fc.Arbitrary<Record<string, string>>,
      body: fc.oneof(
        fc.constantFrom('', '{}', 'Action=ListTopics', 'Action=SendMessage&QueueUrl=q', '<a/>'),
        hostileText,
      ),
    })
    .map(({ method, body, ...where }) => ({
      ...where,
      method,
      ...(method !== 'GET' && { body: Buffer.from(body) }),
    }))
}
