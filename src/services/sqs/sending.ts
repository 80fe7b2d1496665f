import { largestMessage } from './attributes.js'
import {
  badValue,
  batchTooLong,
  invalidContents,
  invalidValue,
  missingParameter,
  tooLong,
} from './fault.js'
import { type Input, optionalText, record, text, whole } from './input.js'
import type { NewMessage, Sent } from './message.js'
import {
  checkAttributes,
  type MessageAttribute,
  type MessageAttributes,
  md5OfAttributes,
  sizeOfAttributes,
} from './message-attributes.js'
import type { Queue } from './queue.js'

/** What may not stand in a body: it could not be said in the query protocol's XML. */
const forbidden = /[^\u{9}\u{A}\u{D}\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** Reads one message to be sent, of a call or of an entry of a batch. */
export function messageIn(input: Input, queue: Queue, senderId: string): NewMessage {
  const body = text(input, 'MessageBody')
  const attributes = attributesIn(input, 'MessageAttributes')
  checkAttributes(attributes)
  const system = attributesIn(input, 'MessageSystemAttributes')
  if (Object.keys(system).some((name) => name !== 'AWSTraceHeader'))
    throw invalidValue('The only message system attribute that can be set is AWSTraceHeader.')
  if (body === '') throw missingParameter('MessageBody')
  const values = Object.values(attributes).map(({ StringValue = '' }) => StringValue)
  if ([body, ...values].some((each) => forbidden.test(each))) throw invalidContents()

  const message: NewMessage = {
    body,
    attributes,
    senderId,
    traceHeader: system.AWSTraceHeader?.StringValue,
    groupId: optionalText(input, 'MessageGroupId'),
    deduplicationId: optionalText(input, 'MessageDeduplicationId'),
    delaySeconds: whole(input, 'DelaySeconds', { min: 0, max: 900 }),
  }
  const most = Number(queue.attributes.MaximumMessageSize)
  if (sizeOf(message) > most) throw tooLong(most)
  checkForQueue(message, queue)
  return message
}

function attributesIn(input: Input, name: string): MessageAttributes {
  const given = record(input, name)
  return Object.fromEntries(
    Object.keys(given).map((key) => {
      const attribute = record(given, key)
      const read: MessageAttribute = {
        DataType: optionalText(attribute, 'DataType') ?? '',
        StringValue: optionalText(attribute, 'StringValue'),
        BinaryValue: optionalText(attribute, 'BinaryValue'),
      }
      return [key, read]
    }),
  )
}

const idPattern = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/

function checkForQueue(message: NewMessage, { fifo, attributes }: Queue): void {
  const { groupId, deduplicationId, delaySeconds } = message
  if (groupId !== undefined && !idPattern.test(groupId))
    throw badValue(
      'MessageGroupId',
      groupId,
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  if (deduplicationId !== undefined && !idPattern.test(deduplicationId))
    throw badValue(
      'MessageDeduplicationId',
      deduplicationId,
      'MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  if (!fifo) {
    if (deduplicationId !== undefined)
      throw badValue(
        'MessageDeduplicationId',
        deduplicationId,
        'The request includes a parameter that is not valid for this queue type.',
      )
    return
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId')
  if (deduplicationId === undefined && attributes.ContentBasedDeduplication !== 'true')
    throw invalidValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  if (delaySeconds !== undefined && delaySeconds !== Number(attributes.DelaySeconds))
    throw badValue(
      'DelaySeconds',
      delaySeconds,
      'The request include parameter that is not valid for this queue type.',
    )
}

const sizeOf = ({ body, attributes = {} }: Pick<NewMessage, 'body' | 'attributes'>): number =>
  Buffer.byteLength(body) + sizeOfAttributes(attributes)

/** @throws QueueFault when the messages of a batch are too long together */
export function checkBatchSize(entries: readonly Input[]): void {
  const length = entries.reduce((sum, entry) => {
    const body = optionalText(entry, 'MessageBody') ?? ''
    return sum + sizeOf({ body, attributes: attributesIn(entry, 'MessageAttributes') })
  }, 0)
  if (length > largestMessage) throw batchTooLong(largestMessage, length)
}

/** What SDKs verify: the MD5 of what arrived. */
export const receiptFor = (sent: Sent, { attributes = {}, traceHeader }: NewMessage) => ({
  MD5OfMessageBody: sent.md5,
  MD5OfMessageAttributes: md5OfAttributes(attributes),
  MD5OfMessageSystemAttributes:
    traceHeader === undefined
      ? undefined
      : md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } }),
  MessageId: sent.id,
  SequenceNumber: sent.sequenceNumber,
})
