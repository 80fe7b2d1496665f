import { indexedMembers, type QueryParams } from '../aws/query.js'
import { invalidParameter, missingRequiredParameter } from './errors.js'
import type { NewSnsMessage, SnsMessageAttributes } from './message.js'
import { parseMessageByProtocol } from './validate-message.js'

/** @throws SnsError when the parameter is absent */
export function requireParameter(params: QueryParams, name: string): string {
  const value = params.get(name)
  if (value === undefined) throw missingRequiredParameter(name[0]!.toLowerCase() + name.slice(1))
  return value
}

/** @throws SnsError unless the parameter has the form of an ARN, in the caller's region */
export function requireTopicArn(params: QueryParams, name: string, region: string): string {
  const arn = requireParameter(params, name)
  checkArn(arn, name)
  if (arn.split(':')[3] !== region) throw invalidParameter(name)
  return arn
}

/** @throws SnsError unless the text has the form of an ARN */
export function checkArn(arn: string, name: string): void {
  const { length } = arn.split(':')
  if (length < 6)
    throw invalidParameter(`${name} Reason: An ARN must have at least 6 elements, not ${length}`)
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

/** @throws SnsError for a key that is given twice */
export function readTags(params: QueryParams): ReadonlyMap<string, string> {
  const tags = indexedMembers(params, 'Tags.member')
  const byKey = new Map(tags.map((tag) => [tag.get('Key') ?? '', tag.get('Value') ?? '']))
  if (byKey.size < tags.length) throw invalidParameter('Duplicated keys are not allowed.')
  return byKey
}

/** Reads the message of a Publish call or of a batch entry. */
export function readSnsMessage(params: QueryParams, path = ''): NewSnsMessage {
  const message = requireParameter(params, 'Message')
  return {
    message,
    subject: params.get('Subject'),
    attributes: readMessageAttributes(params, path),
    byProtocol:
      params.get('MessageStructure') === 'json' ? parseMessageByProtocol(message) : undefined,
    groupId: params.get('MessageGroupId'),
    deduplicationId: params.get('MessageDeduplicationId'),
  }
}

function readMessageAttributes(
  params: QueryParams,
  path: string,
): SnsMessageAttributes | undefined {
  const entries = indexedMembers(params, 'MessageAttributes.entry')
  if (entries.length === 0) return undefined
  for (const entry of entries)
    if (!entry.has('Value.DataType'))
      throw missingRequiredParameter(
        `${path}messageAttributes.${entry.get('Name')}.member.dataType`,
      )
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
