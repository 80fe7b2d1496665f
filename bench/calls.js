/** Calls as Amazon's clients make them, without their cost: signed by name only. */
const signedFor = (service) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

export const turkHeaders = (operation) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  authorization: signedFor('mturk-requester'),
})

export const sqsHeaders = (operation) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `AmazonSQS.${operation}`,
  authorization: signedFor('sqs'),
})

export const snsHeaders = {
  'content-type': 'application/x-www-form-urlencoded',
  authorization: signedFor('sns'),
}

export const post = (endpoint, body, headers = {}) =>
  fetch(endpoint, { method: 'POST', body, headers }).then((answer) => answer.text())

export const sqs = async (endpoint, operation, input) =>
  JSON.parse(await post(endpoint, JSON.stringify(input), sqsHeaders(operation)))

/** Answers the ARN in it, which is all that anybody here wants to know. */
export const sns = async (endpoint, fields) =>
  /<(?:TopicArn|SubscriptionArn)>([^<]+)/.exec(
    await post(endpoint, new URLSearchParams(fields), snsHeaders),
  )?.[1]

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
