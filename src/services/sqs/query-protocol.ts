import type { WireResponse } from '../aws/http.js'
import {
  indexedMembers,
  indexedStrings,
  type QueryParams,
  type XmlContent,
  type XmlTree,
  xmlError,
  xmlResult,
} from '../aws/query.js'
import type { SqsError } from './errors.js'
import type { SqsInput } from './parameters.js'

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/'

/** Reads the fields of a call; the queue may be named by the path instead of a field. */
export function parseQueryInput(path: string, params: QueryParams): SqsInput {
  const input: Record<string, unknown> = { QueueUrl: path.length > 1 ? path : undefined }
  // An empty list is a field of its name without a value.
  for (const [name, value] of params)
    if (!name.includes('.') && !Object.hasOwn(collectionReaders, name)) input[name] = value
  for (const [name, read] of Object.entries(collectionReaders)) {
    const value = read(params)
    if (value !== undefined) input[name] = value
  }
  return input
}

/** A list of one value may be written without its number. */
const listReader = (prefix: string) => (params: QueryParams) => {
  const values = indexedStrings(params, prefix)
  const single = params.get(prefix)
  if (values.length > 0) return values
  return single ? [single] : undefined
}

const mapReader =
  (prefix: string, key = 'Name', value = 'Value') =>
  (params: QueryParams) => {
    const items = indexedMembers(params, prefix)
    if (items.length === 0) return undefined
    return Object.fromEntries(items.map((each) => [each.get(key) ?? '', each.get(value) ?? '']))
  }

const attributesReader = (prefix: string) => (params: QueryParams) => {
  const items = indexedMembers(params, prefix)
  if (items.length === 0) return undefined
  return Object.fromEntries(
    items.map((each) => [
      each.get('Name') ?? '',
      {
        DataType: each.get('Value.DataType'),
        StringValue: each.get('Value.StringValue'),
        BinaryValue: each.get('Value.BinaryValue'),
      },
    ]),
  )
}

const readMessageAttributes = attributesReader('MessageAttribute')
const readSystemAttributes = attributesReader('MessageSystemAttribute')

const readEntries = (params: QueryParams): readonly SqsInput[] | undefined => {
  const name = /^(\w+BatchRequestEntry)\.\d+\./m.exec([...params.keys()].join('\n'))?.[1]
  if (name === undefined) return undefined
  return indexedMembers(params, name).map((entry) => ({
    ...Object.fromEntries([...entry].filter(([key]) => !key.includes('.'))),
    MessageAttributes: readMessageAttributes(entry),
    MessageSystemAttributes: readSystemAttributes(entry),
  }))
}

/** Collections of the query protocol by their names in the JSON protocol. */
const collectionReaders: Readonly<Record<string, (params: QueryParams) => unknown>> = {
  AttributeNames: listReader('AttributeName'),
  MessageAttributeNames: listReader('MessageAttributeName'),
  MessageSystemAttributeNames: listReader('MessageSystemAttributeName'),
  TagKeys: listReader('TagKey'),
  AWSAccountIds: listReader('AWSAccountId'),
  Actions: listReader('ActionName'),
  Attributes: mapReader('Attribute'),
  Tags: mapReader('Tag', 'Key', 'Value'),
  MessageAttributes: readMessageAttributes,
  MessageSystemAttributes: readSystemAttributes,
  Entries: readEntries,
}

/** Actions whose response has only the request ID. */
const actionsWithoutResult = new Set([
  ...['DeleteQueue', 'SetQueueAttributes', 'DeleteMessage', 'ChangeMessageVisibility'],
  ...['PurgeQueue', 'TagQueue', 'UntagQueue', 'AddPermission', 'RemovePermission'],
])

export const queryResult = (action: string, result: object, requestId: string): WireResponse =>
  xmlResult(
    action,
    namespace,
    requestId,
    actionsWithoutResult.has(action) ? undefined : toXmlTree(action, result),
  )

export const queryError = (
  { status, code, queryMessage: message }: SqsError,
  requestId: string,
): WireResponse => xmlError({ status, code, message, hasDetail: true }, namespace, requestId)

function toXmlTree(action: string, result: object): XmlTree {
  const fields = result as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const [element, content] = toXmlElement(action, name, value)
      return [element, content]
    }),
  )
}

/** Lists and maps are repeated elements in the query protocol, with different names. */
function toXmlElement(action: string, name: string, value: unknown): [string, XmlContent] {
  switch (name) {
    case 'QueueUrls':
    case 'queueUrls':
      return ['QueueUrl', value as string[]]
    case 'Attributes':
      return ['Attribute', toXmlPairs(value, 'Name')]
    case 'Tags':
      return ['Tag', toXmlPairs(value, 'Key')]
    case 'Successful':
    case 'Results':
      return [`${action}ResultEntry`, value as XmlTree[]]
    case 'Failed':
      return ['BatchResultErrorEntry', value as XmlTree[]]
    case 'Messages':
      return ['Message', (value as object[]).map(messageToXml)]
    default:
      return [name, value as XmlContent]
  }
}

const toXmlPairs = (map: unknown, key: string): XmlTree[] =>
  Object.entries((map ?? {}) as Record<string, XmlContent>).map(([name, Value]) => ({
    [key]: name,
    Value,
  }))

function messageToXml(message: object): XmlTree {
  const { Attributes, MessageAttributes, ...rest } = message as Record<string, XmlContent>
  return {
    ...rest,
    Attribute: toXmlPairs(Attributes, 'Name'),
    MessageAttribute: toXmlPairs(MessageAttributes, 'Name'),
  }
}
