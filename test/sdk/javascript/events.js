export const eventTypes = [
  'AssignmentAccepted',
  'AssignmentAbandoned',
  'AssignmentReturned',
  'AssignmentSubmitted',
  'AssignmentRejected',
  'AssignmentApproved',
  'HITCreated',
  'HITExpired',
  'HITReviewable',
  'HITExtended',
  'HITDisposed',
  'Ping',
]

export const createQueue = async ({ sqs }, name) =>
  (await sqs('CreateQueue', { QueueName: name })).QueueUrl

/** Receives `count` payloads from a queue and deletes them there. */
export async function receive({ sqs }, url, count) {
  const bodies = []
  while (bodies.length < count) {
    const { Messages = [] } = await sqs('ReceiveMessage', {
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
    })
    if (Messages.length === 0) throw new Error(`${bodies.length} of ${count} messages arrived`)
    bodies.push(...Messages.map(({ Body }) => Body))
    await sqs('DeleteMessageBatch', {
      QueueUrl: url,
      Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle })),
    })
  }
  return bodies.map((body) => JSON.parse(body))
}

export const sendTestEvent = ({ mturk }, Transport, Destination, type, Version = '2014-08-15') =>
  mturk('SendTestEventNotification', {
    Notification: { Transport, Destination, Version, EventTypes: [type] },
    TestEventType: type,
  })
