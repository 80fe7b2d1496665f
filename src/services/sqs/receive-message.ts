import type { SqsRequestContext } from './action.js'
import { unknownAttribute } from './errors.js'
import type { SqsMessage } from './message.js'
import { computeMd5OfAttributes, selectAttributes } from './message-attributes.js'
import { readInteger, readStrings, type SqsInput } from './parameters.js'
import type { Queue } from './queue.js'

/** Receives messages, with the attributes that the call requests. */
export async function receiveMessages(
  queue: Queue,
  input: SqsInput,
  { signal, isConnected }: Pick<SqsRequestContext, 'signal' | 'isConnected'>,
): Promise<object> {
  const maxCount = readInteger(input, 'MaxNumberOfMessages', { min: 1, max: 10 }) ?? 1
  const waitSeconds =
    readInteger(input, 'WaitTimeSeconds', waitTimeRange) ??
    Number(queue.attributes.ReceiveMessageWaitTimeSeconds)
  const visibilityTimeout =
    readInteger(input, 'VisibilityTimeout', { min: 0, max: 43_200 }) ??
    Number(queue.attributes.VisibilityTimeout)
  const systemNames = [
    ...readStrings(input, 'AttributeNames'),
    ...readStrings(input, 'MessageSystemAttributeNames'),
  ]
  const unknown = systemNames.find((name) => !knownSystemNames.has(name))
  if (unknown !== undefined) throw unknownAttribute(unknown)
  const attributeNames = readStrings(input, 'MessageAttributeNames')

  // A client that has disconnected gets no message. A short poll needs no signal, which is costly.
  let messages: readonly SqsMessage[] = []
  if (waitSeconds > 0)
    messages = await queue.receive(maxCount, visibilityTimeout, waitSeconds * 1000, signal())
  else if (isConnected()) messages = queue.receiveNow(maxCount, visibilityTimeout)
  if (messages.length === 0) return {}
  return {
    Messages: messages.map((message) => toWireMessage(message, systemNames, attributeNames)),
  }
}

const waitTimeRange = { min: 0, max: 20, reason: 'Must be >= 0 and <= 20, if provided.' }

const knownSystemNames = new Set([
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
])

function toWireMessage(
  message: SqsMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): object {
  const attributes = selectAttributes(message.attributes, attributeNames)
  const hasAttributes = Object.keys(attributes).length > 0
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5,
    Body: message.body,
    Attributes: selectSystemAttributes(message, systemNames),
    MD5OfMessageAttributes: computeMd5OfAttributes(attributes),
    MessageAttributes: hasAttributes ? attributes : undefined,
  }
}

function selectSystemAttributes(
  message: SqsMessage,
  names: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (names.length === 0) return undefined
  const selected = Object.entries(getSystemAttributes(message)).filter(
    ([name, value]) => value !== undefined && (names.includes(name) || names.includes('All')),
  )
  return selected.length > 0 ? Object.fromEntries(selected) : undefined
}

/** System attributes as strings, as in SQS. */
export const getSystemAttributes = (
  message: Readonly<SqsMessage>,
): Readonly<Record<string, string | undefined>> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp:
    message.firstReceivedAt && String(message.firstReceivedAt.getTime()),
  SequenceNumber: message.sequenceNumber,
  MessageDeduplicationId: message.deduplicationId,
  MessageGroupId: message.groupId,
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.deadLetterSourceArn,
})
