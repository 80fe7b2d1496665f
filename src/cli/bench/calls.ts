/** Signed by name only: what signing costs a client is not what is measured. */
const signedFor = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

export const turkHeaders = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  authorization: signedFor('mturk-requester'),
})

export const sqsHeaders = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `AmazonSQS.${operation}`,
  authorization: signedFor('sqs'),
})

export const snsHeaders = {
  'content-type': 'application/x-www-form-urlencoded',
  authorization: signedFor('sns'),
}

export const post = (
  endpoint: string,
  body: string | URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> =>
  fetch(endpoint, { method: 'POST', body, headers }).then((answer) => answer.text())

export const sqs = async (endpoint: string, operation: string, input: object) =>
  JSON.parse(await post(endpoint, JSON.stringify(input), sqsHeaders(operation)))

/** Answers the ARN in it, which is all that anybody here wants to know. */
export const sns = async (endpoint: string, fields: Readonly<Record<string, string>>) =>
  /<(?:TopicArn|SubscriptionArn)>([^<]+)/.exec(
    await post(endpoint, new URLSearchParams(fields), snsHeaders),
  )?.[1]

/** Makes a queue, and a topic that passes on to another; returns what publishes to that topic. */
export async function makeReceivers(endpoint: string) {
  const { QueueUrl } = await sqs(endpoint, 'CreateQueue', { QueueName: 'news' })
  await sqs(endpoint, 'CreateQueue', { QueueName: 'from-topic' })
  const TopicArn = (await sns(endpoint, { Action: 'CreateTopic', Name: 'news' }))!
  const Endpoint = TopicArn.replace(':sns:', ':sqs:').replace(/news$/, 'from-topic')
  await sns(endpoint, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint })
  return { QueueUrl: QueueUrl as string, TopicArn }
}

export const testEventFor = (Transport: string, Destination: string) => ({
  Notification: { Destination, Transport, Version: '2014-08-15', EventTypes: ['Ping'] },
  TestEventType: 'AssignmentSubmitted',
})

/** A HIT that asks for nothing special. */
export const hit = {
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 3600,
  Question:
    '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>',
}

/** What is asked of an emulator again and again, by what a person calls it. */
export async function loadsOf(endpoint: string) {
  const { QueueUrl, TopicArn } = await makeReceivers(endpoint)
  const turk = (operation: string, input: object) => ({
    body: JSON.stringify(input),
    headers: turkHeaders(operation),
  })
  const testEvent = (transport: string, destination: string) =>
    turk('SendTestEventNotification', testEventFor(transport, destination))
  const message = JSON.stringify(testEventFor('SQS', QueueUrl))
  return {
    GetAccountBalance: turk('GetAccountBalance', {}),
    CreateHIT: turk('CreateHIT', hit),
    'test event into a queue': testEvent('SQS', QueueUrl),
    'test event through a topic into a queue': testEvent('SNS', TopicArn),
    'test event by mail': testEvent('Email', 'requester@example.com'),
    'SQS SendMessage': {
      body: JSON.stringify({ QueueUrl, MessageBody: message }),
      headers: sqsHeaders('SendMessage'),
    },
    'SNS Publish into a queue': {
      body: new URLSearchParams({ Action: 'Publish', TopicArn, Message: message }).toString(),
      headers: snsHeaders,
    },
  }
}
