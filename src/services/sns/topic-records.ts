import type { Records } from '../../core/records.js'
import type { SigningKey } from './certificate.js'
import type { ConfirmationMessage, SnsMessage } from './message.js'
import type { SnsSubscription } from './subscription.js'
import type { PublishedMessage, TopicName } from './topic.js'

/** A topic as it is kept on disk, without its subscriptions. */
export interface TopicRecord {
  readonly arn: string
  readonly id: TopicName
  readonly attributes: Readonly<Record<string, string>>
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly publishedCount: number
}

/** A confirmation on its way to the endpoint of a subscription. */
export interface PendingConfirmation {
  readonly subscriptionArn: string
  readonly confirmation: ConfirmationMessage
}

/** A message that was published to a FIFO topic. */
export interface PublishedDuplicate {
  /** The topic’s ARN and the message’s deduplication ID. */
  readonly key: string
  /** In epoch milliseconds. */
  readonly expiresAt: number
  readonly snsMessage: SnsMessage
}

/** The topics on disk. The owner of all but the topics and the key is a topic’s ARN. */
export interface TopicRecords {
  readonly topics: Records<TopicRecord>
  readonly subscriptions: Records<SnsSubscription>
  readonly confirmations: Records<PendingConfirmation>
  /** Messages that have not reached every subscriber. */
  readonly publications: Records<PublishedMessage>
  readonly topicDeduplication: Records<PublishedDuplicate>
  readonly signingKey: Records<SigningKey>
}
