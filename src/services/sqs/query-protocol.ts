import {
  type Form,
  members,
  readForm,
  texts,
  type XmlContent,
  type XmlTree,
  xmlAnswer,
  xmlError,
} from '../aws/aws-query.js'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import type { QueueCall } from './action.js'
import type { QueueFault } from './fault.js'
import type { Input } from './input.js'

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/'

/** Reads a call in the query protocol; the queue may stand in the path instead of the form. */
export function queryCall({ method, path, query, body }: WireRequest): QueueCall {
  const form = method === 'GET' ? readForm(query) : readForm(query, body.toString())
  const input: Record<string, unknown> = { QueueUrl: path.length > 1 ? path : undefined }
  for (const [name, value] of form) if (!name.includes('.')) input[name] = value
  for (const [name, read] of Object.entries(lists)) {
    const value = read(form)
    if (value !== undefined) input[name] = value
  }
  return { action: form.get('Action') ?? '', input }
}

const listOf = (prefix: string) => (form: Form) => {
  const found = texts(form, prefix)
  return found.length > 0 ? found : undefined
}

const mapOf =
  (prefix: string, key = 'Name', value = 'Value') =>
  (form: Form) => {
    const found = members(form, prefix)
    if (found.length === 0) return undefined
    return Object.fromEntries(found.map((each) => [each.get(key) ?? '', each.get(value) ?? '']))
  }

const attributesOf = (prefix: string) => (form: Form) => {
  const found = members(form, prefix)
  if (found.length === 0) return undefined
  return Object.fromEntries(
    found.map((each) => [
      each.get('Name') ?? '',
      {
        DataType: each.get('Value.DataType'),
        StringValue: each.get('Value.StringValue'),
        BinaryValue: each.get('Value.BinaryValue'),
      },
    ]),
  )
}

const messageAttributes = attributesOf('MessageAttribute')
const systemAttributes = attributesOf('MessageSystemAttribute')

const entriesOf = (form: Form): readonly Input[] | undefined => {
  const name = /^(\w+BatchRequestEntry)\.\d+\./m.exec([...form.keys()].join('\n'))?.[1]
  if (name === undefined) return undefined
  return members(form, name).map((entry) => ({
    ...Object.fromEntries([...entry].filter(([key]) => !key.includes('.'))),
    MessageAttributes: messageAttributes(entry),
    MessageSystemAttributes: systemAttributes(entry),
  }))
}

/** What the query protocol numbers, under the names of the JSON protocol. */
const lists: Readonly<Record<string, (form: Form) => unknown>> = {
  AttributeNames: listOf('AttributeName'),
  MessageAttributeNames: listOf('MessageAttributeName'),
  MessageSystemAttributeNames: listOf('MessageSystemAttributeName'),
  TagKeys: listOf('TagKey'),
  AWSAccountIds: listOf('AWSAccountId'),
  Actions: listOf('ActionName'),
  Attributes: mapOf('Attribute'),
  Tags: mapOf('Tag', 'Key', 'Value'),
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: systemAttributes,
  Entries: entriesOf,
}

/** Actions that answer with nothing but the request's ID. */
const silent = new Set([
  ...['DeleteQueue', 'SetQueueAttributes', 'DeleteMessage', 'ChangeMessageVisibility'],
  ...['PurgeQueue', 'TagQueue', 'UntagQueue', 'AddPermission', 'RemovePermission'],
])

export const queryResult = (action: string, result: object, requestId: string): WireResponse =>
  xmlAnswer(action, namespace, requestId, silent.has(action) ? undefined : treeOf(action, result))

export const queryFault = (fault: QueueFault, requestId: string): WireResponse =>
  xmlError(fault, namespace, requestId)

function treeOf(action: string, result: object): XmlTree {
  const given = result as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const [element, content] = renamed(action, name, value)
      return [element, content]
    }),
  )
}

/** Lists and maps are repeated elements in the query protocol, with names of their own. */
function renamed(action: string, name: string, value: unknown): [string, XmlContent] {
  switch (name) {
    case 'QueueUrls':
    case 'queueUrls':
      return ['QueueUrl', value as string[]]
    case 'Attributes':
      return ['Attribute', pairs(value, 'Name')]
    case 'Tags':
      return ['Tag', pairs(value, 'Key')]
    case 'Successful':
    case 'Results':
      return [`${action}ResultEntry`, value as XmlTree[]]
    case 'Failed':
      return ['BatchResultErrorEntry', value as XmlTree[]]
    case 'Messages':
      return ['Message', (value as object[]).map(messageTree)]
    default:
      return [name, value as XmlContent]
  }
}

const pairs = (map: unknown, key: string): XmlTree[] =>
  Object.entries((map ?? {}) as Record<string, XmlContent>).map(([name, Value]) => ({
    [key]: name,
    Value,
  }))

function messageTree(message: object): XmlTree {
  const { Attributes, MessageAttributes, ...rest } = message as Record<string, XmlContent>
  return {
    ...rest,
    Attribute: pairs(Attributes, 'Name'),
    MessageAttribute: pairs(MessageAttributes, 'Name'),
  }
}
