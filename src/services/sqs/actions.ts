import type { Action, Setting } from './action.js'
import { checkQueueAttributes, redriveOf } from './attributes.js'
import { eachOf, entriesIn } from './batch.js'
import {
  invalidValue,
  messageNotInFlight,
  missingParameter,
  purgeInProgress,
  unknownAttribute,
} from './fault.js'
import { type Input, optionalText, text, textMap, texts, whole } from './input.js'
import { moveTaskActions } from './moving.js'
import { permissionActions } from './permissions.js'
import type { Queue } from './queue.js'
import { senderIdOf } from './queues.js'
import { receive } from './receiving.js'
import { checkBatchSize, messageIn, receiptFor } from './sending.js'

const queueIn = (input: Input, { queues, region }: Setting): Queue =>
  queues.at(text(input, 'QueueUrl'), region)

/** What a queue can be asked, by SQS's names. */
export const actions: Readonly<Record<string, Action>> = {
  CreateQueue(input, { queues, account, region, urlOf }) {
    const name = text(input, 'QueueName')
    const queue = queues.create({ account, region, name }, textMap(input, 'Attributes'))
    const tags = { ...textMap(input, 'tags'), ...textMap(input, 'Tags') }
    for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value)
    return { QueueUrl: urlOf(queue) }
  },

  DeleteQueue(input, setting) {
    setting.queues.delete(queueIn(input, setting))
    return {}
  },

  GetQueueUrl(input, { queues, account, region, urlOf }) {
    const owner = optionalText(input, 'QueueOwnerAWSAccountId') ?? account
    const queue = queues.get({ account: owner, region, name: text(input, 'QueueName') })
    return { QueueUrl: urlOf(queue) }
  },

  ListQueues(input, setting) {
    const prefix = optionalText(input, 'QueueNamePrefix') ?? ''
    const found = ownQueues(setting).filter(({ id }) => id.name.startsWith(prefix))
    const { page, NextToken } = paged(found, input)
    return { QueueUrls: page.length > 0 ? page.map(setting.urlOf) : undefined, NextToken }
  },

  ListDeadLetterSourceQueues(input, setting) {
    const { arn } = queueIn(input, setting)
    const found = setting.queues
      .all()
      .filter(({ attributes }) => redriveOf(attributes.RedrivePolicy)?.deadLetterTargetArn === arn)
    const { page, NextToken } = paged(found, input)
    return { queueUrls: page.map(setting.urlOf), NextToken }
  },

  GetQueueAttributes(input, setting) {
    const all = attributesOf(queueIn(input, setting))
    const wanted = texts(input, 'AttributeNames')
    const unknown = wanted.find((name) => name !== 'All' && !knownNames.has(name))
    if (unknown !== undefined) throw unknownAttribute(unknown)
    const found = Object.entries(all).filter(
      ([name, value]) => value !== '' && (wanted.includes(name) || wanted.includes('All')),
    )
    return found.length > 0 ? { Attributes: Object.fromEntries(found) } : {}
  },

  SetQueueAttributes(input, setting) {
    const queue = queueIn(input, setting)
    const given = textMap(input, 'Attributes')
    if (Object.keys(given).length === 0) throw missingParameter('Attribute.Name')
    checkQueueAttributes(given, queue.fifo, false)
    queue.attributes = { ...queue.attributes, ...given }
    queue.modifiedAt = setting.now
    return {}
  },

  SendMessage(input, setting) {
    const queue = queueIn(input, setting)
    const message = messageIn(input, queue, senderIdOf(setting.account))
    return receiptFor(queue.send(message), message)
  },

  SendMessageBatch(input, setting) {
    const queue = queueIn(input, setting)
    const entries = entriesIn(input, 'SendMessageBatchRequestEntry')
    const senderId = senderIdOf(setting.account)
    checkBatchSize(entries)
    return eachOf(entries, (entry) => {
      const message = messageIn(entry, queue, senderId)
      return receiptFor(queue.send(message), message)
    })
  },

  ReceiveMessage: (input, setting) => receive(queueIn(input, setting), input, setting.gone),

  DeleteMessage(input, setting) {
    queueIn(input, setting).delete(text(input, 'ReceiptHandle'))
    return {}
  },

  DeleteMessageBatch(input, setting) {
    const queue = queueIn(input, setting)
    return eachOf(entriesIn(input, 'DeleteMessageBatchRequestEntry'), (entry) => {
      queue.delete(text(entry, 'ReceiptHandle'))
      return {}
    })
  },

  ChangeMessageVisibility(input, setting) {
    changeVisibility(queueIn(input, setting), input)
    return {}
  },

  ChangeMessageVisibilityBatch(input, setting) {
    const queue = queueIn(input, setting)
    return eachOf(entriesIn(input, 'ChangeMessageVisibilityBatchRequestEntry'), (entry) => {
      changeVisibility(queue, entry)
      return {}
    })
  },

  PurgeQueue(input, setting) {
    const queue = queueIn(input, setting)
    const { purgedAt } = queue
    if (purgedAt && setting.now.getTime() - purgedAt.getTime() < 60_000)
      throw purgeInProgress(queue.id.name)
    queue.purge()
    queue.purgedAt = setting.now
    return {}
  },

  TagQueue(input, setting) {
    const { tags } = queueIn(input, setting)
    for (const [key, value] of Object.entries(textMap(input, 'Tags'))) tags.set(key, value)
    return {}
  },

  UntagQueue(input, setting) {
    const { tags } = queueIn(input, setting)
    for (const key of texts(input, 'TagKeys')) tags.delete(key)
    return {}
  },

  ListQueueTags(input, setting) {
    const { tags } = queueIn(input, setting)
    return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {}
  },

  ...moveTaskActions,
  ...permissionActions(queueIn),
}

function changeVisibility(queue: Queue, input: Input): void {
  const handle = text(input, 'ReceiptHandle')
  const seconds = whole(input, 'VisibilityTimeout', { min: 0, max: 43_200 })
  if (seconds === undefined) throw missingParameter('VisibilityTimeout')
  if (!queue.changeVisibility(handle, seconds)) throw messageNotInFlight()
}

const ownQueues = ({ queues, account, region }: Setting): readonly Queue[] =>
  queues.all().filter(({ id }) => id.account === account && id.region === region)

/** Without `MaxResults` a list is whole, up to a thousand, and has no further page. */
function paged(
  queues: readonly Queue[],
  input: Input,
): { page: readonly Queue[]; NextToken?: string } {
  const most = whole(input, 'MaxResults', { min: 1, max: 1000 })
  const token = optionalText(input, 'NextToken')
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString())
  if (!Number.isInteger(from) || from < 0) throw invalidValue('Invalid or expired next token.')
  const page = queues.slice(from, from + (most ?? 1000))
  const isMore = most !== undefined && from + page.length < queues.length
  return {
    page,
    NextToken: isMore ? Buffer.from(String(from + page.length)).toString('base64') : undefined,
  }
}

const attributesOf = (queue: Queue): Readonly<Record<string, string>> => ({
  ...queue.attributes,
  QueueArn: queue.arn,
  CreatedTimestamp: String(Math.floor(queue.createdAt.getTime() / 1000)),
  LastModifiedTimestamp: String(Math.floor(queue.modifiedAt.getTime() / 1000)),
  ApproximateNumberOfMessages: String(queue.count('ready')),
  ApproximateNumberOfMessagesNotVisible: String(queue.count('in flight')),
  ApproximateNumberOfMessagesDelayed: String(queue.count('delayed')),
})

const knownNames = new Set([
  ...['QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp', 'ApproximateNumberOfMessages'],
  ...['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed', 'Policy'],
  ...['DelaySeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'VisibilityTimeout'],
  ...['ReceiveMessageWaitTimeSeconds', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'],
  ...['KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'FifoQueue', 'DeduplicationScope'],
  ...['ContentBasedDeduplication', 'FifoThroughputLimit'],
])
