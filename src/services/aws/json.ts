import type { ListShape, Shape, StructureShape, TypeOf } from '../../core/schema/shape.js'

/** The body could not be deserialized as the operation's input. The message is the framework's. */
export class SerializationException extends Error {
  override readonly name = 'SerializationException'
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Deserializes a body as a structure: unknown members are ignored, `null` counts as absent.
 *
 * The error messages are those of AWS's framework in other services on AWS JSON 1.1.
 *
 * @throws SerializationException
 */
export function decode<S extends StructureShape>(body: Uint8Array, shape: S): TypeOf<S> {
  const value = parse(body)
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new SerializationException('The request body must be a JSON object.')
  return decodeValue(value, shape) as TypeOf<S>
}

function parse(body: Uint8Array): unknown {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    throw new SerializationException('The request body is not valid UTF-8.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new SerializationException('The request body is not valid JSON.')
  }
}

function decodeValue(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return decodeStructure(value, shape)
    case 'list':
      return decodeList(value, shape)
    case 'string':
      if (typeof value === 'string') return value
      throw new SerializationException(`${jsonTokenName(value)} can not be converted to a String`)
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw new SerializationException(`${jsonTokenName(value)} can not be converted to a Boolean`)
    case 'integer':
      return decodeNumber(value, 'an Integer', 2 ** 31)
    case 'long':
      return decodeNumber(value, 'a Long', 2 ** 63)
    case 'timestamp':
      return decodeTimestamp(value)
  }
}

function decodeStructure(value: unknown, shape: StructureShape): object {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new SerializationException('Expected a structure or null')
  const object = value as Record<string, unknown>
  const result: Record<string, unknown> = {}
  for (const { name, shape: member } of shape.sortedMembers) {
    if (Object.hasOwn(object, name) && object[name] !== null)
      result[name] = decodeValue(object[name], member)
  }
  return result
}

function decodeList(value: unknown, { member }: ListShape): unknown[] {
  if (!Array.isArray(value)) throw new SerializationException('Expected list or null')
  return value.map((item) => (item === null ? undefined : decodeValue(item, member)))
}

/** Fractions are truncated, as in the framework. */
function decodeNumber(value: unknown, typeName: string, limit: number): number {
  if (typeof value !== 'number')
    throw new SerializationException(`${jsonTokenName(value)} can not be converted to ${typeName}`)
  const integer = Math.trunc(value)
  if (integer >= limit || integer < -limit)
    throw new SerializationException(`The number ${value} does not fit into ${typeName}`)
  return integer
}

/** Epoch seconds, or an ISO 8601 instant, as some hand-made clients send it. */
function decodeTimestamp(value: unknown): Date {
  const instant =
    typeof value === 'number'
      ? new Date(value * 1000)
      : typeof value === 'string' && isoPattern.test(value)
        ? new Date(value)
        : undefined
  if (!instant || Number.isNaN(instant.getTime()))
    throw new SerializationException(`${jsonTokenName(value)} can not be converted to a Timestamp`)
  return instant
}

const isoPattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

function jsonTokenName(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE'
  if (typeof value === 'number') return 'NUMBER_VALUE'
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT'
}

/** Compact JSON, members alphabetically (captured), instants as whole epoch seconds (captured). */
export function encode(value: object, shape: StructureShape): string {
  return JSON.stringify(encodeValue(value, shape))
}

function encodeValue(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure': {
      const members: Record<string, unknown> = {}
      for (const { name, shape: member } of shape.sortedMembers) {
        const memberValue = (value as Record<string, unknown>)[name]
        if (memberValue !== undefined) members[name] = encodeValue(memberValue, member)
      }
      return members
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => encodeValue(item, shape.member))
    case 'timestamp':
      return Math.floor((value as Date).getTime() / 1000)
    default:
      return value
  }
}
