import { connect } from 'node:net'
import { GetAccountBalanceCommand } from '@aws-sdk/client-mturk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

const cases = Number(process.env.MALFORMED_CASES ?? 10_000)

const operations = [
  'SendTestEventNotification',
  'UpdateNotificationSettings',
  'GetAccountBalance',
  'CreateHIT',
  'Fly',
]
const actions = ['SendMessage', 'ReceiveMessage', 'CreateQueue', 'SetQueueAttributes', 'Fly', '']
const topicActions = [
  'Publish',
  'Subscribe',
  'CreateTopic',
  'PublishBatch',
  'ConfirmSubscription',
  'Fly',
  '',
]
const authorizationHeader = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

/** Invalid values in place of structures, strings and numbers, nested. */
const arbitraryJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1e300, '', '__proto__', 'constructor', []),
    fc.string(),
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'Notification',
        'Destination',
        'Transport',
        'Version',
        'EventTypes',
        'TestEventType',
        'HITTypeId',
        'QueueName',
        'QueueUrl',
        'MessageBody',
        'Attributes',
        'Entries',
        'MessageAttributes',
        '__proto__',
        'Active',
      ),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
})).value

const bodies = fc.oneof(
  arbitraryJson.map((value) => JSON.stringify(value) ?? ''),
  fc.json(),
  fc.string(),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    '<?xml version="1.0"?><a/>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '{',
    '['.repeat(5000),
  ),
)

const jsonCalls = fc.record({
  target: fc.oneof(
    fc.constantFrom(...operations).map((name) => `MTurkRequesterServiceV20170117.${name}`),
    fc.constantFrom(...actions).map((name) => `AmazonSQS.${name}`),
    fc.stringMatching(/^[!-~]{1,30}$/),
  ),
  type: fc.constantFrom(
    'application/x-amz-json-1.1',
    'application/x-amz-json-1.0',
    'text/xml',
    'application/json',
    'a/b;c=d',
  ),
  auth: fc.oneof(
    fc.constantFrom(
      authorizationHeader('mturk-requester'),
      authorizationHeader('sqs'),
      'Basic x',
      '',
    ),
    fc.stringMatching(/^[ -~]{0,60}$/),
  ),
  body: bodies,
})

const fields = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'QueueName',
      'MessageBody',
      'TopicArn',
      'Name',
      'Message',
      'Subject',
      'Token',
      'Endpoint',
      'Protocol',
      'Attributes.entry.1.key',
      'Attribute.1.Name',
      'Attribute.1.Value',
      'SendMessageBatchRequestEntry.1.Id',
      'MessageAttributes.entry.99.Name',
    ),
    fc.string({ maxLength: 20 }),
  ),
  fc.string(),
  { maxKeys: 5 },
)

const formCalls = fc.record({
  action: fc.constantFrom(...actions, ...topicActions),
  service: fc.constantFrom('sqs', 'sns'),
  path: fc.constantFrom('/', '/000000000000/q', '/x/y/z', '/%ff'),
  fields,
})

test(`${cases} malformed calls get AWS errors below 500, and the next valid call is served`, async () => {
  const { endpoint, mturk } = await startTestEmulator()
  const post = async (path: string, headers: Record<string, string>, body: string | Buffer) => {
    const answer = await fetch(endpoint + path, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    })
    return { status: answer.status, text: await answer.text() }
  }

  await fc.assert(
    fc.asyncProperty(fc.oneof(jsonCalls, formCalls), async (call) => {
      const { status, text } =
        'target' in call
          ? await post(
              '/',
              { 'x-amz-target': call.target, 'content-type': call.type, authorization: call.auth },
              call.body,
            )
          : await post(
              call.path,
              {
                authorization: authorizationHeader(call.service),
                'content-type': 'application/x-www-form-urlencoded',
              },
              new URLSearchParams({ Action: call.action, ...call.fields }).toString(),
            )
      if (isInternalFailure(text)) return
      expect(status).toBeLessThan(500)
      expect(text).not.toMatch(/node_modules|\.ts:|\.js:|at \w+ \(/)
      if (status >= 400)
        expect(text).toMatch(/"__type":"\w|<Code>\w|^<UnknownOperationException\/>\n$/)
    }),
    { numRuns: cases, seed: 20_260_930 },
  )

  await expect(mturk.send(new GetAccountBalanceCommand({}))).resolves.toMatchObject({
    AvailableBalance: '10000.00',
  })
})

/** The correct response to a well-formed test event for a queue that does not exist. */
const isInternalFailure = (text: string): boolean => text.includes('did not take the notification')

test('random bytes on the socket get an error or a closed connection, and the next valid call is served', async () => {
  const { endpoint, mturk } = await startTestEmulator()
  const port = Number(new URL(endpoint).port)

  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
        socket.on('error', () => {})
        socket.on('data', () => {})
        socket.on('close', () => resolve())
      })
    }),
    { numRuns: 300, seed: 20_260_930 },
  )

  await expect(mturk.send(new GetAccountBalanceCommand({}))).resolves.toBeDefined()
})
