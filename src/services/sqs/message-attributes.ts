import { createHash } from 'node:crypto'
import { invalidParameterValue } from './errors.js'

/** A message attribute. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an optional custom suffix after a dot. */
  readonly DataType: string
  readonly StringValue?: string
  /** Base64, as on the wire. */
  readonly BinaryValue?: string
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>

/** @throws SqsError for invalid names, types and values */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes)
  if (names.length > 10)
    throw invalidParameterValue(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [10].`,
    )
  for (const name of names) checkAttribute(name, attributes[name]!)
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute) {
  const attributeError = (reason: string) =>
    invalidParameterValue(`The message attribute '${name}' ${reason}`)

  if (
    !/^(?!.*\.\.)(?![.])[\p{L}\p{N}_.-]{1,256}(?<![.])$/u.test(name) ||
    /^(aws|amazon)\./i.test(name)
  )
    throw invalidParameterValue(`The message attribute name '${name}' is invalid.`)
  const type = /^(String|Number|Binary)(\..{1,249})?$/.exec(DataType)?.[1]
  if (!type)
    throw attributeError(
      `has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    )
  const value = type === 'Binary' ? BinaryValue : StringValue
  if (value === undefined || value === '')
    throw invalidParameterValue(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
    )
  if (type === 'Number' && !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value))
    throw attributeError(`with type 'Number' must use a value that can be cast to a number.`)
}

/** The bytes of names, types and values, which count towards the size of a message. */
export const calculateAttributesSize = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(attribute.DataType) +
      valueBytes(attribute).length,
    0,
  )

/** The MD5 that SDKs verify: of names, types and values, each with its length, sorted by name. */
export function computeMd5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  const hash = createHash('md5')
  for (const name of names) {
    const attribute = attributes[name]!
    const binary = attribute.DataType.startsWith('Binary')
    for (const part of [Buffer.from(name), Buffer.from(attribute.DataType)])
      updateWithLength(hash, part)
    hash.update(Buffer.from([binary ? 2 : 1]))
    updateWithLength(hash, valueBytes(attribute))
  }
  return hash.digest('hex')
}

function updateWithLength(hash: ReturnType<typeof createHash>, part: Buffer): void {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(part.length)
  hash.update(length).update(part)
}

const valueBytes = ({ DataType, StringValue = '', BinaryValue = '' }: MessageAttribute): Buffer =>
  DataType.startsWith('Binary') ? Buffer.from(BinaryValue, 'base64') : Buffer.from(StringValue)

/** Those asked for: by name, by a prefix as in `trace.*`, or all. */
export function selectAttributes(
  attributes: MessageAttributes,
  patterns: readonly string[],
): MessageAttributes {
  if (patterns.length === 0) return {}
  const isSelected = (name: string) =>
    patterns.some(
      (each) =>
        each === 'All' ||
        each === '*' ||
        each === name ||
        (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    )
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isSelected(name)))
}
