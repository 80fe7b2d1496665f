import { invalidParameter } from './errors.js'
import type { SnsMessage } from './message.js'
import { parseRetryPolicy } from './retry-policy.js'
import type { SnsSubscription } from './subscription.js'

export interface TopicName {
  readonly account: string
  readonly region: string
  readonly name: string
}

/** A message and its outcome at each subscription. */
export interface PublishedMessage {
  readonly message: SnsMessage
  readonly deliveries: { readonly subscription: string; outcome: string }[]
}

export interface Topic {
  readonly id: TopicName
  readonly arn: string
  attributes: Readonly<Record<string, string>>
  readonly tags: Map<string, string>
  readonly subscriptions: Map<string, SnsSubscription>
  /** The last messages, oldest first. */
  readonly recentMessages: PublishedMessage[]
  publishedCount: number
}

const settableAttributes = new Set([
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoTopic',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
])

/** @throws SnsError for a name that is none, and for a value that cannot be */
export function checkTopicAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!settableAttributes.has(name) && !/^\w{1,20}(Success|Failure)Feedback\w{1,20}$/.test(name))
      throw invalidParameter('AttributeName')
    if (name === 'SignatureVersion' && value !== '1' && value !== '2')
      throw invalidParameter('SignatureVersion: must be 1 or 2')
    if (name === 'Policy' && value !== '' && !isPolicy(value))
      throw invalidParameter('Policy Error: null')
    if (name === 'DeliveryPolicy') parseRetryPolicy(value)
    if (
      (name === 'FifoTopic' || name === 'ContentBasedDeduplication') &&
      !/^(true|false)$/.test(value)
    )
      throw invalidParameter(`${name}: must be true or false`)
  }
}

/** In bytes, as SNS's quotas have it. */
const maxPolicyBytes = 30_720

function isPolicy(text: string): boolean {
  if (Buffer.byteLength(text) > maxPolicyBytes) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
