import { maxSqsMessageBytes } from './attributes.js'
import {
  batchTooLong,
  invalidAttributeContents,
  invalidMessageContents,
  invalidParameterReason,
  invalidParameterValue,
  messageTooLong,
  missingDeduplicationId,
  missingParameter,
} from './errors.js'
import { calculateMessageSize, type NewSqsMessage, type SendResult } from './message.js'
import {
  checkMessageAttributes,
  computeMd5OfAttributes,
  type MessageAttribute,
  type MessageAttributes,
} from './message-attributes.js'
import {
  readInteger,
  readOptionalString,
  readString,
  readStructure,
  type SqsInput,
} from './parameters.js'
import type { Queue } from './queue.js'

/** Characters that XML 1.0, and so the query protocol, cannot represent. */
const invalidCharacters = /[^\u{9}\u{A}\u{D}\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** Reads the message of a SendMessage call or of a batch entry. */
export function readSqsMessage(input: SqsInput, queue: Queue, senderId: string): NewSqsMessage {
  const body = readString(input, 'MessageBody')
  const attributes = readMessageAttributes(input, 'MessageAttributes')
  checkMessageAttributes(attributes)
  const systemAttributes = readMessageAttributes(input, 'MessageSystemAttributes')
  if (Object.keys(systemAttributes).some((name) => name !== 'AWSTraceHeader'))
    throw invalidParameterValue(
      'The only message system attribute that can be set is AWSTraceHeader.',
    )
  if (body === '') throw missingParameter('MessageBody')
  if (invalidCharacters.test(body)) throw invalidMessageContents()
  for (const [name, { StringValue = '' }] of Object.entries(attributes))
    if (invalidCharacters.test(StringValue)) throw invalidAttributeContents(name)

  const message: NewSqsMessage = {
    body,
    attributes,
    senderId,
    traceHeader: systemAttributes.AWSTraceHeader?.StringValue,
    groupId: readOptionalString(input, 'MessageGroupId'),
    deduplicationId: readOptionalString(input, 'MessageDeduplicationId'),
    delaySeconds: readDelaySeconds(input, queue),
  }
  const maxBytes = Number(queue.attributes.MaximumMessageSize)
  if (calculateMessageSize(message) > maxBytes) throw messageTooLong(maxBytes, 'Id' in input)
  checkQueueRules(message, queue)
  return message
}

/** In a FIFO queue, 0 means the delay of the queue. */
function readDelaySeconds(input: SqsInput, { fifo }: Queue): number | undefined {
  const delaySeconds = readInteger(input, 'DelaySeconds', { min: 0, max: 900 })
  return fifo && delaySeconds === 0 ? undefined : delaySeconds
}

function readMessageAttributes(input: SqsInput, name: string): MessageAttributes {
  const structure = readStructure(input, name)
  return Object.fromEntries(
    Object.keys(structure).map((key) => {
      const attribute = readStructure(structure, key)
      const messageAttribute: MessageAttribute = {
        DataType: readOptionalString(attribute, 'DataType') ?? '',
        StringValue: readOptionalString(attribute, 'StringValue'),
        BinaryValue: readOptionalString(attribute, 'BinaryValue'),
      }
      return [key, messageAttribute]
    }),
  )
}

const idPattern = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/

function checkQueueRules(message: NewSqsMessage, { fifo, attributes }: Queue): void {
  const { groupId, deduplicationId, delaySeconds } = message
  if (groupId !== undefined && !idPattern.test(groupId))
    throw invalidParameterReason(
      'MessageGroupId',
      groupId,
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  if (deduplicationId !== undefined && !idPattern.test(deduplicationId))
    throw invalidParameterReason(
      'MessageDeduplicationId',
      deduplicationId,
      'MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    )
  if (!fifo) {
    if (deduplicationId !== undefined)
      throw invalidParameterReason(
        'MessageDeduplicationId',
        deduplicationId,
        'The request includes a parameter that is not valid for this queue type.',
      )
    return
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId')
  if (deduplicationId === undefined && attributes.ContentBasedDeduplication !== 'true')
    throw missingDeduplicationId()
  if (delaySeconds)
    throw invalidParameterReason(
      'DelaySeconds',
      delaySeconds,
      'The request include parameter that is not valid for this queue type.',
    )
}

/**
 * @throws SqsError when the messages of a batch are too large together, or one of them lacks what its
 *   FIFO queue requires: SQS then refuses the whole batch
 */
export function checkSendBatch(entries: readonly SqsInput[], queue: Queue): void {
  if (queue.fifo) for (const entry of entries) checkFifoEntry(entry, queue)
  const length = entries.reduce((sum, entry) => {
    const body = readOptionalString(entry, 'MessageBody') ?? ''
    return (
      sum +
      calculateMessageSize({ body, attributes: readMessageAttributes(entry, 'MessageAttributes') })
    )
  }, 0)
  if (length > maxSqsMessageBytes) throw batchTooLong(maxSqsMessageBytes, length)
}

function checkFifoEntry(entry: SqsInput, { attributes }: Queue): void {
  if (readOptionalString(entry, 'MessageGroupId') === undefined)
    throw invalidParameterValue('The request must contain the parameter MessageGroupId.')
  if (
    readOptionalString(entry, 'MessageDeduplicationId') === undefined &&
    attributes.ContentBasedDeduplication !== 'true'
  )
    throw missingDeduplicationId()
}

/** With the MD5s that SDKs verify. */
export const toSendResponse = (
  result: SendResult,
  { attributes = {}, traceHeader }: NewSqsMessage,
) => ({
  MD5OfMessageBody: result.md5,
  MD5OfMessageAttributes: computeMd5OfAttributes(attributes),
  MD5OfMessageSystemAttributes:
    traceHeader === undefined
      ? undefined
      : computeMd5OfAttributes({
          AWSTraceHeader: { DataType: 'String', StringValue: traceHeader },
        }),
  MessageId: result.id,
  SequenceNumber: result.sequenceNumber,
})
