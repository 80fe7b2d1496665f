import { type Form, members } from '../aws/aws-query.js'
import { missing } from './fault.js'
import type { NewMessage, TopicAttributes } from './message.js'
import { textsByProtocol } from './publishing.js'

/** @throws TopicFault when the field is not there */
export function text(form: Form, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw missing(name[0]!.toLowerCase() + name.slice(1))
  return value
}

/** Maps are numbered pairs: `Attributes.entry.1.key=…&Attributes.entry.1.value=…`. */
export const entries = (form: Form, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    members(form, `${name}.entry`).map((entry) => [
      entry.get('key') ?? '',
      entry.get('value') ?? '',
    ]),
  )

export const tagsIn = (form: Form): readonly (readonly [string, string])[] =>
  members(form, 'Tags.member').map((tag) => [tag.get('Key') ?? '', tag.get('Value') ?? ''] as const)

/** A message to be published, of a call or of an entry of a batch. */
export function messageIn(form: Form): NewMessage {
  const message = text(form, 'Message')
  return {
    message,
    subject: form.get('Subject'),
    attributes: attributesIn(form),
    byProtocol: form.get('MessageStructure') === 'json' ? textsByProtocol(message) : undefined,
    groupId: form.get('MessageGroupId'),
    deduplicationId: form.get('MessageDeduplicationId'),
  }
}

function attributesIn(form: Form): TopicAttributes | undefined {
  const given = members(form, 'MessageAttributes.entry')
  if (given.length === 0) return undefined
  return Object.fromEntries(
    given.map((entry) => [
      entry.get('Name') ?? '',
      {
        DataType: entry.get('Value.DataType') ?? '',
        StringValue: entry.get('Value.StringValue'),
        BinaryValue: entry.get('Value.BinaryValue'),
      },
    ]),
  )
}
