import type { FaultState } from '../faults/faults.js'
import type { ReceivedMail } from '../services/smtp/mailbox.js'
import type { SigningKey } from '../services/sns/certificate.js'
import type { SnsSubscription } from '../services/sns/subscription.js'
import type { PublishedMessage } from '../services/sns/topic.js'
import type {
  PendingConfirmation,
  PublishedDuplicate,
  TopicRecord,
} from '../services/sns/topic-records.js'
import type { DeduplicationEntry } from '../services/sqs/deduplication.js'
import type { SqsMessage } from '../services/sqs/message.js'
import type { QueueDeletion } from '../services/sqs/queue-deletions.js'
import type { QueueRecord } from '../services/sqs/queue-records.js'

/** A table of what a built-in receiver keeps: key, owner, the record as JSON, and its state. */
export interface ReceiverTable<T> {
  readonly name: string
  readonly key: (record: T) => string
  /** The members that change often, which are written without the others. */
  readonly state?: (record: T) => Partial<T>
  /** By default the record itself. */
  readonly serialize?: (record: T) => object
  /** Converts parsed JSON, in which instants are texts, back to a record. */
  readonly deserialize: (json: T) => T
}

function defineTable<T extends object>(
  definition: Omit<ReceiverTable<T>, 'deserialize'> & {
    readonly instants?: readonly (keyof T & string)[]
    readonly deserialize?: (json: T) => T
  },
): ReceiverTable<T> {
  const { instants = [], deserialize = (json) => json } = definition
  return {
    ...definition,
    deserialize(json) {
      for (const name of instants)
        if (json[name] !== undefined)
          (json as Record<string, unknown>)[name] = new Date(json[name] as string)
      return deserialize(json)
    },
  }
}

/**
 * Messages of a queue follow one another, so that those of one commit share pages of the index: IDs
 * alone are random.
 */
export const queueMessageKey = ({ position, id }: Pick<SqsMessage, 'position' | 'id'>): string =>
  `${String(position).padStart(12, '0')} ${id}`

/** Whether the queues and topics of an init file have been created. */
export interface SeedMarker {
  readonly name: 'seeded'
}

/** The columns are created in `migrations/0008-receivers.sql`. */
export const receiverTables = {
  queues: defineTable<QueueRecord>({
    name: 'queues',
    key: ({ arn }) => arn,
    instants: ['createdAt', 'modifiedAt', 'purgedAt'],
  }),
  queueMessages: defineTable<SqsMessage>({
    name: 'queue_messages',
    key: queueMessageKey,
    state: ({ state, visibleAt, receiveCount, firstReceivedAt, receiptHandle }) => ({
      state,
      visibleAt,
      receiveCount,
      firstReceivedAt,
      receiptHandle,
    }),
    instants: ['firstReceivedAt'],
    // Files of earlier versions contain it as text.
    deserialize: (message) => ({ ...message, sentAt: new Date(message.sentAt).getTime() }),
  }),
  queueDeduplication: defineTable<DeduplicationEntry>({
    name: 'queue_deduplication',
    key: ({ queueArn, id }) => `${queueArn} ${id}`,
  }),
  queueDeletions: defineTable<QueueDeletion>({
    name: 'receiver_state',
    key: ({ queue }) => `deleted queue ${queue}`,
  }),
  topics: defineTable<TopicRecord>({ name: 'topics', key: ({ arn }) => arn }),
  subscriptions: defineTable<SnsSubscription>({
    name: 'topic_subscriptions',
    key: ({ arn }) => arn,
  }),
  confirmations: defineTable<PendingConfirmation>({
    name: 'topic_confirmations',
    key: ({ subscriptionArn }) => subscriptionArn,
    deserialize: ({ subscriptionArn, confirmation }) => ({
      subscriptionArn,
      confirmation: { ...confirmation, at: new Date(confirmation.at) },
    }),
  }),
  publications: defineTable<PublishedMessage>({
    name: 'publications',
    key: ({ message }) => message.id,
    state: ({ deliveries }) => ({ deliveries }),
    deserialize: ({ message, deliveries }) => ({
      message: { ...message, at: new Date(message.at) },
      deliveries,
    }),
  }),
  topicDeduplication: defineTable<PublishedDuplicate>({
    name: 'topic_deduplication',
    key: ({ key }) => key,
    deserialize: ({ snsMessage, ...entry }) => ({
      ...entry,
      snsMessage: { ...snsMessage, at: new Date(snsMessage.at) },
    }),
  }),
  mails: defineTable<ReceivedMail>({
    name: 'mails',
    key: ({ id }) => id,
    serialize: ({ source, ...mail }) => ({ ...mail, source: source.toString('base64') }),
    instants: ['receivedAt'],
    deserialize: ({ source, ...mail }) => ({
      ...mail,
      source: Buffer.from(String(source), 'base64'),
    }),
  }),
  signingKey: defineTable<SigningKey>({ name: 'receiver_state', key: ({ name }) => name }),
  faultState: defineTable<FaultState>({ name: 'receiver_state', key: ({ name }) => name }),
  seedMarker: defineTable<SeedMarker>({ name: 'receiver_state', key: ({ name }) => name }),
}

export type ReceiverTables = typeof receiverTables
