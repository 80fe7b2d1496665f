import type { SqsMessage } from '../sqs/message.js'
import { computeMd5OfAttributes, type MessageAttributes } from '../sqs/message-attributes.js'
import type { Queue } from '../sqs/queue.js'
import { getSystemAttributes } from '../sqs/receive-message.js'

/** The event with which a function gets messages of a queue. */
export const buildSqsEvent = ({ arn, id }: Queue, messages: readonly SqsMessage[]): object => ({
  Records: messages.map((message) => ({
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: getSystemAttributes(message),
    messageAttributes: toEventAttributes(message.attributes),
    md5OfMessageAttributes: computeMd5OfAttributes(message.attributes),
    md5OfBody: message.md5,
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: id.region,
  })),
})

const toEventAttributes = (attributes: MessageAttributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  )
