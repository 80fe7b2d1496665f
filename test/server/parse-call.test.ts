import { expect, test } from 'vitest'
import { parseCall } from '../../src/server/parse-call.js'

interface RequestParts {
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly target?: string
  readonly scope?: string
  readonly form?: Readonly<Record<string, string>>
}

const parse = ({ method = 'POST', path = '/', query = '', target, scope, form }: RequestParts) =>
  parseCall(
    {
      method,
      path,
      query,
      headers: {
        'x-amz-target': target,
        authorization:
          scope &&
          `AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: Buffer.from(new URLSearchParams(form).toString()),
    },
    {
      requestId: 'id',
      traceparent: undefined,
      defaultRegion: 'us-east-1',
      signal: () => new AbortController().signal,
      isConnected: () => true,
    },
  )

const topicArn = 'arn:aws:sns:us-east-1:000000000000:news'

test.each<[string, RequestParts, string | undefined, string]>([
  [
    'a target of MTurk',
    { target: 'MTurkRequesterServiceV20170117.GetHIT', scope: 'sqs' },
    'mturk',
    'GetHIT',
  ],
  [
    'a target of another version of MTurk',
    { target: 'MTurkRequesterServiceV20140815.GetHIT' },
    'mturk',
    'MTurkRequesterServiceV20140815.GetHIT',
  ],
  ['a target of SQS', { target: 'AmazonSQS.SendMessage' }, 'sqs', 'SendMessage'],
  [
    'a target of another service',
    { target: 'DynamoDB_20120810.ListTables' },
    undefined,
    'DynamoDB_20120810.ListTables',
  ],
  ['an action of SNS alone', { form: { Action: 'Unsubscribe' } }, 'sns', 'Unsubscribe'],
  ['an action of SQS alone', { form: { Action: 'PurgeQueue' } }, 'sqs', 'PurgeQueue'],
  [
    'an action of SQS alone with the parameter of a topic',
    { form: { Action: 'SendMessage', TopicArn: topicArn } },
    'sqs',
    'SendMessage',
  ],
  ['an action of MTurk', { form: { Action: 'GetHIT' } }, 'mturk', 'GetHIT'],
  [
    'an action of both, signed for SNS',
    { form: { Action: 'AddPermission' }, scope: 'sns' },
    'sns',
    'AddPermission',
  ],
  [
    'an action of both, signed for SQS',
    { form: { Action: 'AddPermission', TopicArn: topicArn }, scope: 'sqs' },
    'sqs',
    'AddPermission',
  ],
  [
    'an action of both about a topic',
    { form: { Action: 'RemovePermission', TopicArn: topicArn } },
    'sns',
    'RemovePermission',
  ],
  [
    'an action of both about a queue',
    { form: { Action: 'RemovePermission', QueueUrl: 'http://host/000000000000/q' } },
    'sqs',
    'RemovePermission',
  ],
  [
    'an action of both about a queue in the path',
    { path: '/000000000000/q', form: { Action: 'RemovePermission' } },
    'sqs',
    'RemovePermission',
  ],
  [
    'an unknown action on a resource with an ARN',
    { form: { Action: 'PutDataProtectionPolicy', ResourceArn: topicArn } },
    'sns',
    'PutDataProtectionPolicy',
  ],
  ['an unknown action', { form: { Action: 'constructor' } }, 'sqs', 'constructor'],
  [
    'an action in a link',
    { method: 'GET', query: 'Action=ConfirmSubscription&Token=1' },
    'sns',
    'ConfirmSubscription',
  ],
  ['a certificate', { method: 'GET', path: '/SimpleNotificationService-0a.pem' }, 'sns', ''],
  ['neither a target nor an action', { form: { Version: '1' } }, undefined, ''],
  ['no action, signed for MTurk', { scope: 'mturk-requester' }, 'mturk', ''],
])('%s decides the service and the operation', (_, request, service, operation) => {
  expect(parse(request)).toMatchObject({ service, operation })
})

test('a call carries its caller, its protocol and its decoded fields', () => {
  const call = parse({
    query: 'Action=Publish&Version=2010-03-31',
    form: { Action: 'ListTopics', NextToken: 'a b' },
    scope: 'sns',
  })

  expect(call).toMatchObject({
    requestId: 'id',
    account: '123456789012',
    region: 'eu-west-1',
    protocol: 'query',
    params: new Map([
      ['Action', 'ListTopics'],
      ['Version', '2010-03-31'],
      ['NextToken', 'a b'],
    ]),
  })
  expect(parse({ target: 'AmazonSQS.ListQueues' })).toMatchObject({
    account: '000000000000',
    region: 'us-east-1',
    protocol: 'json',
  })
})
