/** Signature without a valid value: the cost of signing in a client is not measured. */
const buildAuthorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

export const buildMTurkHeaders = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  authorization: buildAuthorization('mturk-requester'),
})

export const buildSqsHeaders = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `AmazonSQS.${operation}`,
  authorization: buildAuthorization('sqs'),
})

export const snsHeaders = {
  'content-type': 'application/x-www-form-urlencoded',
  authorization: buildAuthorization('sns'),
}

export const postRequest = (
  endpoint: string,
  body: string | URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> =>
  fetch(endpoint, { method: 'POST', body, headers }).then((answer) => answer.text())

export const callSqs = async (endpoint: string, operation: string, input: object) =>
  JSON.parse(await postRequest(endpoint, JSON.stringify(input), buildSqsHeaders(operation)))

/** Returns the ARN in the response. */
export const callSns = async (endpoint: string, fields: Readonly<Record<string, string>>) =>
  /<(?:TopicArn|SubscriptionArn)>([^<]+)/.exec(
    await postRequest(endpoint, new URLSearchParams(fields), snsHeaders),
  )?.[1]

/**
 * Creates a queue, and a topic that delivers to another queue; returns a function that publishes to
 * the topic.
 */
export async function createReceivers(endpoint: string) {
  const { QueueUrl } = await callSqs(endpoint, 'CreateQueue', { QueueName: 'news' })
  await callSqs(endpoint, 'CreateQueue', { QueueName: 'from-topic' })
  const TopicArn = (await callSns(endpoint, { Action: 'CreateTopic', Name: 'news' }))!
  const Endpoint = TopicArn.replace(':sns:', ':sqs:').replace(/news$/, 'from-topic')
  await callSns(endpoint, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint })
  return { QueueUrl: QueueUrl as string, TopicArn }
}

export const buildTestEventInput = (Transport: string, Destination: string) => ({
  Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
  TestEventType: 'AssignmentSubmitted',
})

/** Input of a plain HIT. */
export const benchmarkHit = {
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 3600,
  Question:
    '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>',
}

/** Benchmark loads by display name. */
export async function createLoads(endpoint: string) {
  const { QueueUrl, TopicArn } = await createReceivers(endpoint)
  const createMTurkCall = (operation: string, input: object) => ({
    body: JSON.stringify(input),
    headers: buildMTurkHeaders(operation),
  })
  const createTestEventCall = (transport: string, destination: string) =>
    createMTurkCall('SendTestEventNotification', buildTestEventInput(transport, destination))
  const message = JSON.stringify(buildTestEventInput('SQS', QueueUrl))
  return {
    GetAccountBalance: createMTurkCall('GetAccountBalance', {}),
    CreateHIT: createMTurkCall('CreateHIT', benchmarkHit),
    'test event into a queue': createTestEventCall('SQS', QueueUrl),
    'test event through a topic into a queue': createTestEventCall('SNS', TopicArn),
    'test event by mail': createTestEventCall('Email', 'requester@example.com'),
    'SQS SendMessage': {
      body: JSON.stringify({ QueueUrl, MessageBody: message }),
      headers: buildSqsHeaders('SendMessage'),
    },
    'SNS Publish into a queue': {
      body: new URLSearchParams({ Action: 'Publish', TopicArn, Message: message }).toString(),
      headers: snsHeaders,
    },
  }
}
