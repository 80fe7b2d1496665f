import { createHash } from 'node:crypto'
import { invalidParameter, parameterValueInvalid } from './errors.js'
import type { NewSnsMessage, SnsMessageAttributes } from './message.js'

/** The maximum size of a message with its attributes, in bytes. */
export const maxSnsMessageBytes = 262_144

/**
 * Validates a message and adds the deduplication ID of a FIFO topic.
 *
 * @throws SnsError
 */
export function validateSnsMessage(
  input: NewSnsMessage,
  { fifo, attributes }: { fifo: boolean; attributes: Readonly<Record<string, string>> },
): NewSnsMessage {
  const { message, subject, groupId } = input
  if (message === '') throw invalidParameter('Empty message')
  if (subject !== undefined) checkSubject(subject)
  checkMessageAttributes(input.attributes ?? {})
  if (calculateSnsMessageSize(input) > maxSnsMessageBytes)
    throw invalidParameter('Message too long')
  if (!fifo) {
    if (input.deduplicationId !== undefined)
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      )
    return input
  }
  if (groupId === undefined)
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics')
  if (input.deduplicationId !== undefined) return input
  if (attributes.ContentBasedDeduplication !== 'true')
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  return { ...input, deduplicationId: createHash('sha256').update(message).digest('hex') }
}

/** At most 100 ASCII characters in one line, without white space at the start. */
function checkSubject(subject: string): void {
  if (subject.length > 100 || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject))
    throw invalidParameter('Subject')
}

function checkMessageAttributes(attributes: SnsMessageAttributes): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    checkAttributeName(name)
    const attributeError = (reason: string) =>
      parameterValueInvalid(`The message attribute '${name}' ${reason}`)
    const type = /^(String|Number|Binary)(\..+)?$/.exec(DataType)?.[1]
    if (!type)
      throw attributeError(
        'has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.',
      )
    const field = type === 'Binary' ? 'Binary' : 'String'
    const [value, otherValue] =
      field === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue]
    if (!value && otherValue) throw attributeError(`with type '${type}' must use field '${field}'.`)
    if (!value)
      throw attributeError(
        `must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      )
    if (type === 'Number' && Number.isNaN(Number(value)))
      throw attributeError("with type 'Number' must use a value that can be cast to a number.")
  }
}

function checkAttributeName(name: string): void {
  if (Buffer.byteLength(name) > 256)
    throw parameterValueInvalid('Length of message attribute name must be less than 256 bytes.')
  const invalid = /[^\w.-]/.exec(name)?.[0]
  if (invalid !== undefined)
    throw parameterValueInvalid(
      `Invalid non-alphanumeric character '#x${invalid.charCodeAt(0).toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    )
  if (name.startsWith('.'))
    throw parameterValueInvalid(
      "Invalid message attribute name starting with character '.' was found.",
    )
  if (name.endsWith('.'))
    throw parameterValueInvalid(
      "Invalid message attribute name ending with character '.' was found.",
    )
  if (name.includes('..'))
    throw parameterValueInvalid("Message attribute name can not have successive '.' character.")
}

export const calculateSnsMessageSize = ({ message, attributes = {} }: NewSnsMessage): number =>
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
 * @throws SnsError
 */
export function parseMessageByProtocol(message: string): Readonly<Record<string, string>> {
  let messages: unknown
  try {
    messages = JSON.parse(message)
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse')
  }
  const { default: defaultMessage } = (messages ?? {}) as { default?: unknown }
  if (typeof defaultMessage !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body')
  return Object.fromEntries(
    Object.entries(messages as object).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
