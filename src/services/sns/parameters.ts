import { indexedMembers, type QueryParams } from '../aws/query.js'
import { missingRequiredParameter } from './errors.js'
import type { NewSnsMessage, SnsMessageAttributes } from './message.js'
import { parseMessageByProtocol } from './validate-message.js'

/** @throws SnsError when the parameter is absent */
export function requireParameter(params: QueryParams, name: string): string {
  const value = params.get(name)
  if (value === undefined) throw missingRequiredParameter(name[0]!.toLowerCase() + name.slice(1))
  return value
}

/** Maps are numbered pairs: `Attributes.entry.1.key=…&Attributes.entry.1.value=…`. */
export const readMapEntries = (
  params: QueryParams,
  name: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    indexedMembers(params, `${name}.entry`).map((entry) => [
      entry.get('key') ?? '',
      entry.get('value') ?? '',
    ]),
  )

export const readTags = (params: QueryParams): readonly (readonly [string, string])[] =>
  indexedMembers(params, 'Tags.member').map(
    (tag) => [tag.get('Key') ?? '', tag.get('Value') ?? ''] as const,
  )

/** Reads the message of a Publish call or of a batch entry. */
export function readSnsMessage(params: QueryParams): NewSnsMessage {
  const message = requireParameter(params, 'Message')
  return {
    message,
    subject: params.get('Subject'),
    attributes: readMessageAttributes(params),
    byProtocol:
      params.get('MessageStructure') === 'json' ? parseMessageByProtocol(message) : undefined,
    groupId: params.get('MessageGroupId'),
    deduplicationId: params.get('MessageDeduplicationId'),
  }
}

function readMessageAttributes(params: QueryParams): SnsMessageAttributes | undefined {
  const entries = indexedMembers(params, 'MessageAttributes.entry')
  if (entries.length === 0) return undefined
  return Object.fromEntries(
    entries.map((entry) => [
      entry.get('Name') ?? '',
      {
        DataType: entry.get('Value.DataType') ?? '',
        StringValue: entry.get('Value.StringValue'),
        BinaryValue: entry.get('Value.BinaryValue'),
      },
    ]),
  )
}
