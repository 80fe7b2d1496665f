import { unknownAttribute } from './fault.js'
import { type Input, texts, whole } from './input.js'
import type { Message } from './message.js'
import { chosen, md5OfAttributes } from './message-attributes.js'
import type { Queue } from './queue.js'

/** Receives as a call asks, and shows of each message what it asks for. */
export async function receive(queue: Queue, input: Input, gone: AbortSignal): Promise<object> {
  const most = whole(input, 'MaxNumberOfMessages', { min: 1, max: 10 }) ?? 1
  const wait =
    whole(input, 'WaitTimeSeconds', { min: 0, max: 20 }) ??
    Number(queue.attributes.ReceiveMessageWaitTimeSeconds)
  const visibility =
    whole(input, 'VisibilityTimeout', { min: 0, max: 43_200 }) ??
    Number(queue.attributes.VisibilityTimeout)
  const system = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')]
  const unknown = system.find((name) => !systemNames.has(name))
  if (unknown !== undefined) throw unknownAttribute(unknown)
  const attributes = texts(input, 'MessageAttributeNames')

  const messages = await queue.receive(most, visibility, wait * 1000, gone)
  if (messages.length === 0) return {}
  return { Messages: messages.map((message) => shown(message, system, attributes)) }
}

const systemNames = new Set([
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

function shown(message: Message, system: readonly string[], wanted: readonly string[]): object {
  const attributes = chosen(message.attributes, wanted)
  const isAny = Object.keys(attributes).length > 0
  const told = Object.entries(systemAttributesOf(message)).filter(
    ([name, value]) => value !== undefined && (system.includes(name) || system.includes('All')),
  )
  return {
    MessageId: message.id,
    ReceiptHandle: message.handle,
    MD5OfBody: message.md5,
    Body: message.body,
    Attributes: told.length > 0 ? Object.fromEntries(told) : undefined,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: isAny ? attributes : undefined,
  }
}

/** SQS writes every system attribute as a text. */
export const systemAttributesOf = (
  message: Readonly<Message>,
): Readonly<Record<string, string | undefined>> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt.getTime()),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp:
    message.firstReceivedAt && String(message.firstReceivedAt.getTime()),
  SequenceNumber: message.sequenceNumber,
  MessageDeduplicationId: message.deduplicationId,
  MessageGroupId: message.groupId,
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.deadLetterOf,
})
