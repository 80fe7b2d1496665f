import { type Page, slicePage } from '../aws/page.js'
import type { SqsAction, SqsRequestContext } from './action.js'
import { parseRedrivePolicy } from './attributes.js'
import { processBatch, readBatchEntries } from './batch.js'
import { invalidParameterValue, missingParameter, unknownAttribute } from './errors.js'
import type { NewSqsMessage } from './message.js'
import { moveTaskActions } from './move-task-actions.js'
import {
  readInteger,
  readOptionalString,
  readString,
  readStringMap,
  readStrings,
  type SqsInput,
} from './parameters.js'
import { createPermissionActions } from './permissions.js'
import type { Queue } from './queue.js'
import { getSenderId } from './queues.js'
import { receiveMessages } from './receive-message.js'
import { checkSendBatch, readSqsMessage, toSendResponse } from './send-message.js'

/** SQS also takes the bare name of a queue of the caller as its URL. */
function findQueue(input: SqsInput, { queues, account, region }: SqsRequestContext): Queue {
  const url = readString(input, 'QueueUrl')
  return /^[\w-]+(\.fifo)?$/.test(url)
    ? queues.get({ account, region, name: url })
    : queues.getByUrl(url, region)
}

/** The actions by SQS's names. */
export const sqsActions: Readonly<Record<string, SqsAction>> = {
  CreateQueue(input, { queues, account, region, buildQueueUrl }) {
    const name = readString(input, 'QueueName')
    const queue = queues.create({ account, region, name }, readStringMap(input, 'Attributes'))
    const tags = { ...readStringMap(input, 'tags'), ...readStringMap(input, 'Tags') }
    if (Object.keys(tags).length > 0) queue.addTags(tags)
    return { QueueUrl: buildQueueUrl(queue) }
  },

  DeleteQueue(input, context) {
    context.queues.delete(findQueue(input, context))
    return {}
  },

  GetQueueUrl(input, { queues, account, region, buildQueueUrl }) {
    const owner = readOptionalString(input, 'QueueOwnerAWSAccountId') ?? account
    const queue = queues.get({ account: owner, region, name: readString(input, 'QueueName') })
    return { QueueUrl: buildQueueUrl(queue) }
  },

  ListQueues(input, context) {
    const prefix = readOptionalString(input, 'QueueNamePrefix') ?? ''
    const matches = listOwnQueues(context).filter(({ id }) => id.name.startsWith(prefix))
    const { page, NextToken } = readPage(matches, input)
    return { QueueUrls: page.length > 0 ? page.map(context.buildQueueUrl) : undefined, NextToken }
  },

  ListDeadLetterSourceQueues(input, context) {
    const { arn } = findQueue(input, context)
    const matches = context.queues
      .all()
      .filter(
        ({ attributes }) =>
          parseRedrivePolicy(attributes.RedrivePolicy)?.deadLetterTargetArn === arn,
      )
    const { page, NextToken } = readPage(matches, input)
    return { queueUrls: page.map(context.buildQueueUrl), NextToken }
  },

  GetQueueAttributes(input, context) {
    const all = getQueueAttributes(findQueue(input, context))
    const requestedNames = readStrings(input, 'AttributeNames')
    const unknown = requestedNames.find((name) => name !== 'All' && !knownAttributeNames.has(name))
    if (unknown !== undefined) throw unknownAttribute(unknown)
    const matches = Object.entries(all).filter(
      ([name, value]) =>
        value !== '' && (requestedNames.includes(name) || requestedNames.includes('All')),
    )
    return matches.length > 0 ? { Attributes: Object.fromEntries(matches) } : {}
  },

  SetQueueAttributes(input, context) {
    const queue = findQueue(input, context)
    const changes = readStringMap(input, 'Attributes')
    if (Object.keys(changes).length === 0) throw missingParameter('Attribute.Name')
    context.queues.setAttributes(queue, changes)
    return {}
  },

  SendMessage(input, context) {
    const queue = findQueue(input, context)
    const message = readSqsMessage(input, queue, getSenderId(context.account))
    return sendMessage(queue, message, context)
  },

  SendMessageBatch(input, context) {
    const queue = findQueue(input, context)
    const entries = readBatchEntries(input, 'SendMessageBatchRequestEntry')
    const senderId = getSenderId(context.account)
    checkSendBatch(entries, queue)
    return processBatch(entries, (entry) => {
      return sendMessage(queue, readSqsMessage(entry, queue, senderId), context)
    })
  },

  ReceiveMessage: (input, context) => receiveMessages(findQueue(input, context), input, context),

  DeleteMessage(input, context) {
    findQueue(input, context).delete(readString(input, 'ReceiptHandle'))
    return {}
  },

  DeleteMessageBatch(input, context) {
    const queue = findQueue(input, context)
    return processBatch(readBatchEntries(input, 'DeleteMessageBatchRequestEntry'), (entry) => {
      queue.delete(readString(entry, 'ReceiptHandle'))
      return {}
    })
  },

  ChangeMessageVisibility(input, context) {
    changeVisibility(findQueue(input, context), input)
    return {}
  },

  ChangeMessageVisibilityBatch(input, context) {
    const queue = findQueue(input, context)
    return processBatch(
      readBatchEntries(input, 'ChangeMessageVisibilityBatchRequestEntry'),
      (entry) => {
        changeVisibility(queue, entry)
        return {}
      },
    )
  },

  PurgeQueue(input, context) {
    const queue = findQueue(input, context)
    context.queues.purgeQueue(queue)
    return {}
  },

  TagQueue(input, context) {
    findQueue(input, context).addTags(readStringMap(input, 'Tags'))
    return {}
  },

  UntagQueue(input, context) {
    findQueue(input, context).removeTags(readStrings(input, 'TagKeys'))
    return {}
  },

  ListQueueTags(input, context) {
    const { tags } = findQueue(input, context)
    return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {}
  },

  ...moveTaskActions,
  ...createPermissionActions(findQueue),
}

/** The trace of the call is that of its messages, except of one that names its own. */
function sendMessage(queue: Queue, message: NewSqsMessage, { traceHeader }: SqsRequestContext) {
  const result = queue.send(
    traceHeader === undefined || message.traceHeader !== undefined
      ? message
      : { ...message, traceHeader },
  )
  return toSendResponse(result, message)
}

function changeVisibility(queue: Queue, input: SqsInput): void {
  const receiptHandle = readString(input, 'ReceiptHandle')
  const seconds = readInteger(input, 'VisibilityTimeout', { min: 0, max: 43_200 })
  if (seconds === undefined) throw missingParameter('VisibilityTimeout')
  queue.changeVisibility(receiptHandle, seconds)
}

const listOwnQueues = ({ queues, account, region }: SqsRequestContext): readonly Queue[] =>
  queues.all().filter(({ id }) => id.account === account && id.region === region)

/** Without `MaxResults` a list has up to a thousand queues and no further page. */
function readPage(queues: readonly Queue[], input: SqsInput): Page<Queue> {
  const maxResults = readInteger(input, 'MaxResults', { min: 1, max: 1000 })
  const page = slicePage(queues, readOptionalString(input, 'NextToken'), maxResults ?? 1000)
  if (!page) throw invalidParameterValue('Invalid or expired next token.')
  return maxResults === undefined ? { page: page.page } : page
}

const getQueueAttributes = (queue: Queue): Readonly<Record<string, string>> => ({
  ...queue.attributes,
  QueueArn: queue.arn,
  CreatedTimestamp: String(Math.floor(queue.createdAt.getTime() / 1000)),
  LastModifiedTimestamp: String(Math.floor(queue.modifiedAt.getTime() / 1000)),
  ApproximateNumberOfMessages: String(queue.count('ready')),
  ApproximateNumberOfMessagesNotVisible: String(queue.count('in flight')),
  ApproximateNumberOfMessagesDelayed: String(queue.count('delayed')),
})

const knownAttributeNames = new Set([
  ...['QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp', 'ApproximateNumberOfMessages'],
  ...['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed', 'Policy'],
  ...['DelaySeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'VisibilityTimeout'],
  ...['ReceiveMessageWaitTimeSeconds', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'],
  ...['KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'FifoQueue', 'DeduplicationScope'],
  ...['ContentBasedDeduplication', 'FifoThroughputLimit'],
])
