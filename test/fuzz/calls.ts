import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as operations from '../../src/mturk/operations/index.js'
import { arbitraryJson, hostileText, mutatedText, shapeValues } from './arbitraries.js'

/** An HTTP request. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

const authorizationHeader = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

const documents = ['fixtures/questions', 'fixtures/tests'].flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
)

/** IDs that exist, so that calls pass the first check. */
export interface ExistingIds {
  readonly hitId: string
  readonly hitTypeId: string
  readonly assignmentId: string
  readonly qualificationTypeId: string
}

const jsonCall = (target: string, body: string | Uint8Array): Request => ({
  method: 'POST',
  path: '/',
  headers: {
    'x-amz-target': target,
    'content-type': 'application/x-amz-json-1.1',
    authorization: authorizationHeader(target.startsWith('AmazonSQS') ? 'sqs' : 'mturk-requester'),
  },
  body,
})

/** Calls of all 39 operations by their schemas, and bodies that are junk. */
export function requesterCalls(existing: ExistingIds): fc.Arbitrary<Request> {
  const texts = fc.oneof(
    fc.constantFrom(...Object.values(existing), 'A1WORKER', '0.10', 'Draw a cat', ...documents),
    hostileText,
  )
  const byOperation = Object.values(operations).map((operation) =>
    shapeValues(operation.input, texts).map((input) =>
      jsonCall(`MTurkRequesterServiceV20170117.${operation.name}`, JSON.stringify(input) ?? ''),
    ),
  )
  const anything = fc
    .tuple(
      fc.constantFrom(...Object.keys(operations), 'Fly'),
      fc.oneof(
        arbitraryJson.map((value) => JSON.stringify(value) ?? ''),
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('{', '['.repeat(20_000), '{"a":'.repeat(20_000), '"\\ud800"'),
      ),
    )
    .map(([name, body]) => jsonCall(`MTurkRequesterServiceV20170117.${name}`, body))
  return fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...byOperation) },
    { weight: 1, arbitrary: anything },
  )
}

/** Valid questions, tests and answer keys, mutated. */
export function xmlCalls({ hitTypeId }: ExistingIds): fc.Arbitrary<Request> {
  const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
    .split('')
    .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`)
    .join('')}]><a>&j;</a>`
  const xml = mutatedText([...documents, bomb, `<a>${'<b>'.repeat(3000)}</a>`])
  return fc.oneof(
    xml.map((Question) =>
      jsonCall(
        'MTurkRequesterServiceV20170117.CreateHITWithHITType',
        JSON.stringify({ HITTypeId: hitTypeId, LifetimeInSeconds: 60, Question }),
      ),
    ),
    fc.tuple(xml, xml, fc.uuid()).map(([Test, AnswerKey, Name]) =>
      jsonCall(
        'MTurkRequesterServiceV20170117.CreateQualificationType',
        JSON.stringify({
          Name,
          Description: 'd',
          QualificationTypeStatus: 'Active',
          TestDurationInSeconds: 60,
          Test,
          AnswerKey,
        }),
      ),
    ),
  )
}

const queueActions =
  'CreateQueue DeleteQueue GetQueueUrl ListQueues GetQueueAttributes SetQueueAttributes SendMessage SendMessageBatch DeleteMessage DeleteMessageBatch ChangeMessageVisibility ChangeMessageVisibilityBatch TagQueue UntagQueue ListQueueTags AddPermission RemovePermission ListDeadLetterSourceQueues StartMessageMoveTask Fly'
const topicActions =
  'CreateTopic DeleteTopic ListTopics GetTopicAttributes SetTopicAttributes Publish PublishBatch Subscribe ConfirmSubscription Unsubscribe ListSubscriptions ListSubscriptionsByTopic GetSubscriptionAttributes SetSubscriptionAttributes TagResource UntagResource ListTagsForResource Fly'

const fieldNames =
  'QueueName QueueUrl MessageBody DelaySeconds ReceiptHandle VisibilityTimeout MaxResults NextToken AttributeName.1 Attribute.1.Name Attribute.1.Value Attribute.2.Name Attribute.2.Value MessageAttribute.1.Name MessageAttribute.1.Value.DataType MessageAttribute.1.Value.StringValue SendMessageBatchRequestEntry.1.Id SendMessageBatchRequestEntry.1.MessageBody SendMessageBatchRequestEntry.999999999.Id Tag.1.Key Tag.1.Value MessageGroupId MessageDeduplicationId TopicArn Name Message Subject Token Protocol Endpoint SubscriptionArn AttributeName AttributeValue ReturnSubscriptionArn MessageStructure Attributes.entry.1.key Attributes.entry.1.value MessageAttributes.entry.1.Name MessageAttributes.entry.1.Value.DataType PublishBatchRequestEntries.member.1.Id PublishBatchRequestEntries.member.1.Message ResourceArn Label'

const fieldValues = fc.oneof(
  fc.constantFrom(
    ...['q', 't', 'q.fifo', 'sqs', 'email', 'http', 'FilterPolicy', 'RawMessageDelivery', 'Policy'],
    ...[
      'http://127.0.0.1/000000000000/q',
      'arn:aws:sns:us-east-1:000000000000:t',
      'Number',
      'Binary',
    ],
    ...['arn:aws:sqs:us-east-1:000000000000:q', '{"a":[{"prefix":"b"}]}', '{"a":', 'json', 'true'],
    ...['RedrivePolicy', 'MaximumMessageSize', 'FifoQueue', `{"a":${'['.repeat(5000)}`],
  ),
  hostileText,
)

/** The query forms of SQS and SNS, and SQS's JSON. */
export function receiverCalls(): fc.Arbitrary<Request> {
  const form = fc
    .tuple(
      fc.oneof(
        fc.tuple(fc.constant('sqs'), fc.constantFrom(...queueActions.split(' '))),
        fc.tuple(fc.constant('sns'), fc.constantFrom(...topicActions.split(' '))),
      ),
      fc.constantFrom('/', '/000000000000/q', '/x/y/z', '/%ff', '//'),
      fc.dictionary(fc.oneof(fc.constantFrom(...fieldNames.split(' ')), hostileText), fieldValues, {
        maxKeys: 7,
      }),
    )
    .map(
      ([[service, action], path, fields]): Request => ({
        method: 'POST',
        path,
        headers: {
          authorization: authorizationHeader(service),
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ Action: action, ...wellFormed(fields) }).toString(),
      }),
    )
  const json = fc
    .tuple(
      fc.constantFrom(...queueActions.split(' ')),
      fc.dictionary(
        fc.constantFrom(
          ...'QueueName QueueUrl Attributes MessageBody Entries MessageAttributes DelaySeconds ReceiptHandle tags AttributeNames'.split(
            ' ',
          ),
        ),
        fc.oneof(
          fieldValues,
          arbitraryJson,
          fc.dictionary(fieldValues, fieldValues, { maxKeys: 3 }),
        ),
        { maxKeys: 5 },
      ),
    )
    .map(([action, input]) => jsonCall(`AmazonSQS.${action}`, JSON.stringify(input)))
  return fc.oneof(form, form, json)
}

const wellFormed = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, replaceLoneSurrogates(value)]),
  )

/** A lone surrogate cannot be sent in a form. */
const replaceLoneSurrogates = (text: string): string => Buffer.from(text).toString()

const controlPaths = [
  ...['health', 'ready', 'info', 'deliveries', 'mailbox', 'queues', 'topics', 'clock', 'layouts'],
  ...['openapi.json', 'deliveries/x', 'deliveries/x/redeliver', 'mailbox/x', 'layouts/x', 'export'],
  ...['workers/A1WORKER', 'workers/A1WORKER/hits', 'workers/A1WORKER/accept', 'nowhere'],
  ...['workers/A1WORKER/qualification-requests', 'workers/A1WORKER/assignments'],
  ...['workers/A1WORKER/groups', 'workers/%00/groups/%00', 'workers/A1WORKER/groups/%ff%25'],
  ...['accounts/000000000000/balance', 'workers/%00/hits', 'workers/x/assignments/y/submit'],
]

/** Junk for each path of the control API. */
export function controlCalls({ hitId, assignmentId }: ExistingIds): fc.Arbitrary<Request> {
  const names = ['hitId', 'answers', 'locale', 'state', 'to', 'html', 'available', 'limit', 'after']
  const bodies = fc.oneof(
    arbitraryJson,
    fc.dictionary(
      fc.constantFrom(...names, 'qualificationTypeId', 'adult', 'by'),
      fc.oneof(fc.constantFrom(hitId, assignmentId, '5.00', 'running'), hostileText, arbitraryJson),
      { maxKeys: 4 },
    ),
  )
  return fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
      path: fc.constantFrom(...controlPaths),
      query: fc.dictionary(fc.constantFrom(...names, 'transport', 'status', 'x'), hostileText, {
        maxKeys: 3,
      }),
      body: bodies,
    })
    .map(({ method, path, query, body }) => ({
      method,
      path: `/_mturk/${path}?${new URLSearchParams(wellFormed(query))}`,
      headers: { 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: JSON.stringify(body) ?? '' }),
    }))
}

/** Submissions of a HIT's page, and links to files. */
export function workerForms({ assignmentId }: ExistingIds): fc.Arbitrary<Request> {
  const post = fc
    .tuple(
      fc.oneof(fc.constantFrom(assignmentId, 'ASSIGNMENT_ID_NOT_AVAILABLE'), hostileText),
      fc.dictionary(hostileText, hostileText, { maxKeys: 5 }),
      fc.constantFrom('application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''),
    )
    .map(
      ([id, fields, type]): Request => ({
        method: 'POST',
        path: '/mturk/externalSubmit',
        headers: { 'content-type': type },
        body: new URLSearchParams(wellFormed({ assignmentId: id, ...fields })).toString(),
      }),
    )
  const link = fc.tuple(hostileText, hostileText, hostileText).map(
    ([key, expires, seal]): Request => ({
      method: 'GET',
      path: `/mturk/files/${encodeURIComponent(replaceLoneSurrogates(key))}?${new URLSearchParams(wellFormed({ expires, seal }))}`,
      headers: {},
    }),
  )
  return fc.oneof({ weight: 4, arbitrary: post }, { weight: 1, arbitrary: link })
}
