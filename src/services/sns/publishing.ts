import { createHash } from 'node:crypto'
import { invalid } from './fault.js'
import type { NewMessage, TopicAttributes } from './message.js'

/** Bytes of a message with its attributes. */
export const longestMessage = 262_144

/**
 * A message as it is published: checked, its IDs filled in for a FIFO topic.
 *
 * @throws TopicFault in SNS's words
 */
export function checkMessage(
  given: NewMessage,
  { fifo, attributes }: { fifo: boolean; attributes: Readonly<Record<string, string>> },
): NewMessage {
  const { message, subject, groupId } = given
  if (message === '') throw invalid('Empty message')
  if (subject !== undefined) checkSubject(subject)
  checkAttributes(given.attributes ?? {})
  if (sizeOf(given) > longestMessage) throw invalid('Message too long')
  if (!fifo) {
    if (given.deduplicationId !== undefined)
      throw invalid(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      )
    return given
  }
  if (groupId === undefined)
    throw invalid('The MessageGroupId parameter is required for FIFO topics')
  if (given.deduplicationId !== undefined) return given
  if (attributes.ContentBasedDeduplication !== 'true')
    throw invalid(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  return { ...given, deduplicationId: createHash('sha256').update(message).digest('hex') }
}

/** At most 100 ASCII characters in one line, and not beginning with white space. */
function checkSubject(subject: string): void {
  if (subject.length > 100 || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject)) throw invalid('Subject')
}

function checkAttributes(attributes: TopicAttributes): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const refuse = (reason: string) => invalid(`The message attribute '${name}' ${reason}`)
    if (!/^[\w.-]{1,256}$/.test(name)) throw refuse('has an invalid name.')
    if (!/^(String|Number|Binary)(\..+)?$/.test(DataType))
      throw refuse(
        'has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.',
      )
    const value = DataType.startsWith('Binary') ? BinaryValue : StringValue
    if (!value)
      throw refuse(
        `must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      )
    if (DataType.startsWith('Number') && Number.isNaN(Number(value)))
      throw refuse("with type 'Number' must use a value that can be cast to a number.")
  }
}

export const sizeOf = ({ message, attributes = {} }: NewMessage): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum +
      Buffer.byteLength(name) +
      DataType.length +
      Buffer.byteLength(StringValue || BinaryValue),
    Buffer.byteLength(message),
  )

/**
 * The texts of `MessageStructure: json`, by protocol.
 *
 * @throws TopicFault
 */
export function textsByProtocol(message: string): Readonly<Record<string, string>> {
  let texts: unknown
  try {
    texts = JSON.parse(message)
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse')
  }
  const { default: byDefault } = (texts ?? {}) as { default?: unknown }
  if (typeof byDefault !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body')
  return Object.fromEntries(
    Object.entries(texts as object).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
